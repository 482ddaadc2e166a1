package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The files of a package version at one moment, as GitLab listed them. Immutable. */
public final class PackageListing {
    /** GitLab lists nothing for the token. */
    static final PackageListing REFUSED = new PackageListing(false, List.of());

    private final boolean allowed;
    private final Map<PackageFileName, List<RemoteFile>> byName;

    PackageListing(boolean allowed, List<RemoteFile> files) {
        this.allowed = allowed;
        this.byName = files.stream()
                .sorted(Comparator.comparingLong(RemoteFile::id))
                .collect(Collectors.groupingBy(RemoteFile::name));
    }

    /** Returns whether GitLab lists packages for the token at all. */
    public boolean isAllowed() {
        return allowed;
    }

    /** Returns whether no file is listed: there is none, the package is hidden, or the token cannot list. */
    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Returns all files of that name, the oldest first; the last one is what a download gets. */
    public List<RemoteFile> named(PackageFileName name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    /** Returns what a download of that name gets. */
    public Optional<RemoteFile> newest(PackageFileName name) {
        return named(name).stream().reduce((older, newer) -> newer);
    }

    /** Returns the newest file of each name. */
    public List<RemoteFile> newest() {
        return byName.keySet().stream().flatMap(name -> newest(name).stream()).toList();
    }

    /** Returns the highest id of a file, 0 where there is none; nothing if the token cannot list. */
    public OptionalLong newestId() {
        return allowed
                ? OptionalLong.of(
                        newest().stream().mapToLong(RemoteFile::id).max().orElse(0))
                : OptionalLong.empty();
    }
}
