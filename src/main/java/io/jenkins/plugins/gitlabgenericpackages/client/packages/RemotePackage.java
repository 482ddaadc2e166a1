package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.time.Instant;
import java.util.Optional;

/**
 * A package version that GitLab lists.
 *
 * @param status as GitLab names it, such as {@code default} or {@code processing}
 * @param webPath the path of its page, as GitLab tells it; empty if it does not
 */
public record RemotePackage(
        long id, String name, String version, String status, Optional<Instant> createdAt, String webPath) {
    /** Returns when it was created, for an order; what does not tell was before all others. */
    public Instant moment() {
        return createdAt.orElse(Instant.MIN);
    }
}
