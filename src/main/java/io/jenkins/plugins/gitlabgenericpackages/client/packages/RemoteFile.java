package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.time.Instant;
import java.util.Optional;

/** A file that GitLab lists in a package, by the ids under which it can be deleted. */
public record RemoteFile(
        long packageId, long id, PackageFileName name, RemoteContent content, Optional<Instant> createdAt) {
    @Override
    public String toString() {
        return "file " + id + createdAt.map(time -> " of " + time).orElse("");
    }
}
