package io.jenkins.plugins.gitlabgenericpackages.standin.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A package version of the test double with its files, oldest first. Immutable; the store replaces it on change.
 *
 * @param creator the number of the user who made it; null when it was no user
 * @param downloadedAt when a file of it was last downloaded; null when none was since the start
 */
public record StoredPackage(
        long id,
        PackageKey key,
        String status,
        Instant createdAt,
        Long creator,
        Instant downloadedAt,
        List<StoredFile> files) {
    /** The status of what is deleted but not yet destroyed. */
    public static final String PENDING_DESTRUCTION = "pending_destruction";

    StoredPackage with(StoredFile file) {
        List<StoredFile> more = new ArrayList<>(files);
        more.add(file);
        return withFiles(more);
    }

    StoredPackage without(long fileId) {
        return withFiles(files.stream().filter(file -> file.id() != fileId).toList());
    }

    private StoredPackage withFiles(List<StoredFile> changed) {
        return new StoredPackage(id, key, status, createdAt, creator, downloadedAt, changed);
    }

    StoredPackage withStatus(String changed) {
        return new StoredPackage(id, key, changed, createdAt, creator, downloadedAt, files);
    }

    StoredPackage downloaded(Instant at) {
        return new StoredPackage(id, key, status, createdAt, creator, at, files);
    }

    StoredPackage deleted() {
        return new StoredPackage(id, key, PENDING_DESTRUCTION, createdAt, creator, downloadedAt, List.of());
    }

    boolean contains(String fileName) {
        return files.stream().anyMatch(file -> file.fileName().equals(fileName));
    }
}
