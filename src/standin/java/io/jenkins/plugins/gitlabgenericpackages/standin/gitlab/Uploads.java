package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Effect;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.Blob;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageKey;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageStore;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The upload route of the test double: refuses what it can before the body, then takes it. Thread-safe. */
final class Uploads {
    private static final Set<String> STATUSES = Set.of("default", "hidden");

    private final PackageStore store;
    private final Options options;
    /** Packages that an upload under way is about to create. */
    private final Set<PackageKey> creating = ConcurrentHashMap.newKeySet();

    private int current;
    private int most;

    Uploads(PackageStore store, Options options) {
        this.store = store;
        this.options = options;
    }

    /** Refuses as a proxy in front of GitLab does, who asks nobody's name. */
    void passProxy(HttpRequest request) throws Refusal {
        if (request.length() > options.proxyLimit) {
            throw new Refusal(Answer.html(413, "413 Request Entity Too Large"));
        }
    }

    Answer upload(ApiCall call, Project project, HttpRequest request, Effect fault) throws Refusal, IOException {
        Names.check(call);
        String status = call.query().get("status", "");
        if (!status.isEmpty() && !STATUSES.contains(status)) {
            throw Refusals.invalid("status does not have a valid value");
        }
        checkBeforeBody(call, request);
        PackageKey key = call.key(project);
        boolean creates = store.find(key).isEmpty();
        boolean first = creates && creating.add(key);
        begin();
        try {
            Blob blob = Blob.receive(fault.spoil(request.body()), store.incoming());
            if (creates && !first && options.concurrentCreationFails) {
                blob.discard();
                throw Refusals.message(500, "500 Internal Server Error");
            }
            StoredFile file = keep(key, Names.stored(call.file()), blob, status);
            return options.uploadJson && call.query().get("select", "").equals("package_file")
                    ? Answer.json(200, file.toJson())
                    : Answer.message(201, "201 Created");
        } finally {
            end();
            if (first) {
                creating.remove(key);
            }
        }
    }

    private void checkBeforeBody(ApiCall call, HttpRequest request) throws Refusal {
        long length = request.length();
        if (length < 0 && options.lengthRequired) {
            throw Refusals.message(411, "411 Length Required");
        }
        if (options.protectedPackages.contains(call.packageName())) {
            throw Refusals.message(403, "403 Forbidden - Package protected.");
        }
        if (length > options.sizeLimit) {
            throw Refusals.message(400, "400 Bad request - File is too large");
        }
    }

    private StoredFile keep(PackageKey key, String fileName, Blob blob, String status) throws Refusal, IOException {
        if (options.duplicatesAllowed) {
            return store.add(key, fileName, blob, status);
        }
        Optional<StoredFile> added = store.addUnique(key, fileName, blob, status);
        if (added.isEmpty()) {
            blob.discard();
            throw Refusals.message(400, "400 Bad request - Duplicate package is not allowed");
        }
        return added.get();
    }

    private synchronized void begin() {
        most = Math.max(most, ++current);
    }

    private synchronized void end() {
        current--;
    }

    synchronized int most() {
        return most;
    }
}
