package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What GitLab answers to a search by a package's name: also packages whose names only contain it.
 *
 * @param packages in GitLab's order
 * @param all whether there are no others
 */
public record ListedPackages(List<RemotePackage> packages, boolean all) {
    public ListedPackages {
        packages = List.copyOf(packages);
    }

    /** Returns the versions of the package of exactly that name. */
    public List<RemotePackage> named(String name) {
        return packages.stream().filter(found -> found.name().equals(name)).toList();
    }

    /** Returns whether the one that was created last comes first, and so on. */
    public static boolean isNewestFirst(List<RemotePackage> packages) {
        return IntStream.range(1, packages.size())
                .noneMatch(i ->
                        packages.get(i).moment().isAfter(packages.get(i - 1).moment()));
    }
}
