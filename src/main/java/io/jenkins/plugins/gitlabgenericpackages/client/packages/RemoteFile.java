package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A file that GitLab lists in a package, by the ids under which it can be deleted. */
public record RemoteFile(
        long packageId, long id, PackageFileName name, RemoteContent content, Optional<Instant> createdAt) {
    /** Says for people which files they are. */
    public static String list(List<RemoteFile> files) {
        return files.stream().map(RemoteFile::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return "file " + id + createdAt.map(time -> " of " + time).orElse("");
    }
}
