package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.HttpRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Right;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.PackageStore;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredPackage;
import java.io.IOException;
import java.time.Instant;

/** The routes of the test double that delete a package or one of its files. Thread-safe. */
record Deletions(PackageStore store, Rules rules) {
    Answer delete(StoredPackage from, Asker asker, HttpRequest request) throws Refusal, IOException {
        checkProtection(from, asker);
        checkUnmodified(from.createdAt(), request);
        store.delete(from.key());
        return Answer.empty(204);
    }

    Answer deleteFile(StoredPackage from, long fileId, Asker asker, HttpRequest request) throws Refusal, IOException {
        checkProtection(from, asker);
        StoredFile file = from.files().stream()
                .filter(each -> each.id() == fileId)
                .findFirst()
                .orElseThrow(Refusals::hidden);
        checkUnmodified(file.createdAt(), request);
        store.delete(from.key(), fileId);
        return Answer.empty(204);
    }

    private void checkProtection(StoredPackage from, Asker asker) throws Refusal {
        if (rules.isProtected(from.key().name(), Right.DELETE, asker.role())) {
            throw Refusals.forbidden("Package is deletion protected.");
        }
    }

    private static void checkUnmodified(Instant modified, HttpRequest request) throws Refusal {
        long condition = request.headers().getDateField("If-Unmodified-Since");
        // The field has no fractions of a second.
        if (condition >= 0 && modified.getEpochSecond() > condition / 1000) {
            throw Refusals.message(412, "412 Precondition Failed");
        }
    }
}
