package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Right;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.Blob;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageKey;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageStore;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.json.JSONObject;

/** The upload route of the test double: refuses what Workhorse can before the body, the rest after it. Thread-safe. */
final class Uploads {
    private final PackageStore store;
    private final Access access;
    private final Options options;
    /** Packages that an upload under way is about to create. */
    private final Set<PackageKey> creating = ConcurrentHashMap.newKeySet();

    private int current;
    private int most;

    Uploads(PackageStore store, Access access) {
        this.store = store;
        this.access = access;
        options = access.options();
    }

    Answer upload(ApiCall call, Asker asker, IncomingFile file) throws Refusal, IOException {
        call.query().choice("status", "", "default", "hidden");
        if (access.rules().isProtected(call.packageName(), Right.WRITE, asker.role())) {
            throw Refusals.forbidden("Package protected.");
        }
        file.passWorkhorse(options.workhorseLimit);
        PackageKey key = call.key(asker.project());
        boolean creates = store.find(key).isEmpty();
        boolean first = creates && creating.add(key);
        try {
            Blob blob = file.receive();
            checkAfterBody(call, asker, blob);
            if (creates && !first && options.creationFailure != null) {
                throw options.creationFailure;
            }
            return answer(call, keep(call, asker, blob));
        } finally {
            if (first) {
                creating.remove(key);
            }
        }
    }

    private void checkAfterBody(ApiCall call, Asker asker, Blob blob) throws Refusal {
        access.checkPermission(asker, call.action());
        if (options.uploadJson) {
            call.query().choice("select", "", "package_file");
        }
        if (blob.size() > options.sizeLimit) {
            throw Refusals.badRequest("File is too large");
        }
        if (options.storageFails) {
            throw Refusals.forbidden();
        }
    }

    private Answer answer(ApiCall call, StoredFile file) {
        return options.uploadJson && call.query().get("select", "").equals("package_file")
                ? Answer.json(200, file.toJson().put("file", new JSONObject().put("url", place(file))))
                : Answer.message(201, "201 Created");
    }

    /** Returns where GitLab keeps the file: an address that is worth a token, though this one leads nowhere. */
    private String place(StoredFile file) {
        return options.directDownload || options.proxiedStorage
                ? "https://storage.example.com/packages/" + file.id() + "?X-Amz-Signature=" + UUID.randomUUID()
                : "/packages/" + file.id();
    }

    private StoredFile keep(ApiCall call, Asker asker, Blob blob) throws Refusal, IOException {
        PackageKey key = call.key(asker.project());
        String fileName = Names.stored(call.file());
        String status = call.query().get("status", "");
        Long creator = access.userId(asker.token());
        if (access.rules().allowsDuplicates(key)) {
            return store.add(key, fileName, blob, status, creator);
        }
        Optional<StoredFile> added = store.addUnique(key, fileName, blob, status, creator);
        return added.orElseThrow(() -> Refusals.badRequest("Duplicate package is not allowed"));
    }

    synchronized void begin() {
        most = Math.max(most, ++current);
    }

    synchronized void end() {
        current--;
    }

    synchronized int most() {
        return most;
    }
}
