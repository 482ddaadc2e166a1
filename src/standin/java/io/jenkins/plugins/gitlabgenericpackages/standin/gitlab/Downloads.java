package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.downloads.DirectDownloads;
import io.jenkins.plugins.gitlabgenericpackages.standin.downloads.FileAnswer;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Effect;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageStore;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredPackage;
import java.io.IOException;
import java.util.Set;

/**
 * The download routes of the test double: a file of a package, by its name the newest, from disk, from the object
 * storage, or from that through GitLab. Thread-safe.
 */
record Downloads(PackageStore store, Options options, DirectDownloads objectStorage) {
    private static final Set<String> INSTALLABLE = Set.of("default", "hidden", "deprecated");

    Answer byName(ApiCall call, Project project, HttpRequest request, Effect fault) throws Refusal, IOException {
        StoredPackage from = store.find(call.key(project))
                .filter(found -> INSTALLABLE.contains(found.status()))
                .orElseThrow(Refusals::notFound);
        String name = Names.stored(call.file());
        StoredFile file = from.files().stream()
                .filter(each -> each.fileName().equals(name))
                .reduce((older, newer) -> newer)
                .orElseThrow(Refusals::notFound);
        return answer(file, request, fault);
    }

    Answer byId(ApiCall call, StoredPackage from, HttpRequest request, Effect fault) throws Refusal, IOException {
        StoredFile file = from.files().stream()
                .filter(each -> each.id() == call.fileId())
                .findFirst()
                .orElseThrow(Refusals::hidden);
        return answer(file, request, fault);
    }

    private Answer answer(StoredFile file, HttpRequest request, Effect fault) throws IOException {
        if (!request.method().equals("HEAD")) {
            store.downloaded(file.packageId());
        }
        if (options.directDownload) {
            String location = objectStorage.address(file, options.headSigned ? request.method() : "GET");
            return Answer.of(302, "text/plain", "This resource has been moved temporarily to " + location + ".")
                    .with("Location", location);
        }
        FileAnswer content = options.proxiedStorage
                ? FileAnswer.fromStorage(file, options.ranges(), fault)
                : FileAnswer.fromDisk(file, options.ranges(), fault);
        Answer answer = content.to(request.headers());
        return options.checksumHeader && answer.status() != 416
                ? answer.with("X-Checksum-SHA256", file.sha256())
                : answer;
    }
}
