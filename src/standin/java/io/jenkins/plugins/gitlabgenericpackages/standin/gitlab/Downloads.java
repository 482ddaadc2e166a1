package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.downloads.DirectDownloads;
import io.jenkins.plugins.gitlabgenericpackages.standin.downloads.FileAnswer;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Effect;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageStore;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.IOException;
import java.util.Optional;

/** The download route of the test double: the newest file of a name, from here or from the object storage. Thread-safe. */
record Downloads(PackageStore store, Options options, DirectDownloads objectStorage) {
    Answer download(ApiCall call, Project project, HttpRequest request, Effect fault) throws Refusal, IOException {
        Optional<StoredFile> file = store.newest(call.key(project), Names.stored(call.file()));
        if (file.isEmpty()) {
            // Names are checked after looking, so that files injected under a forbidden name can be fetched.
            Names.check(call);
            throw Refusals.notFound();
        }
        if (options.directDownload) {
            return Answer.redirect(302, objectStorage.address(file.get()));
        }
        Answer answer = new FileAnswer(file.get(), options.ranges(), fault).to(request.headers());
        return options.checksumHeader && answer.status() != 416
                ? answer.with("X-Checksum-SHA256", file.get().sha256())
                : answer;
    }
}
