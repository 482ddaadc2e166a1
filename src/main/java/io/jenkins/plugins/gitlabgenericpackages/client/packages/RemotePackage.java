package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.time.Instant;
import java.util.Optional;

/**
 * A package version that GitLab lists.
 *
 * @param status as GitLab names it, such as {@code default} or {@code processing}
 * @param webPath the path of its page, as GitLab tells it; empty if it does not
 * @param downloadedAt when something of it was downloaded last
 */
public record RemotePackage(
        long id,
        String name,
        String version,
        String status,
        Optional<Instant> createdAt,
        String webPath,
        Optional<Instant> downloadedAt) {
    /** One that nobody has downloaded from, as far as is known. */
    public RemotePackage(
            long id, String name, String version, String status, Optional<Instant> createdAt, String webPath) {
        this(id, name, version, status, createdAt, webPath, Optional.empty());
    }

    /** Returns when it was created, for an order; what does not tell was before all others. */
    public Instant moment() {
        return createdAt.orElse(Instant.MIN);
    }
}
