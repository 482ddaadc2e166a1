package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The versions of a package that were created last, read in as few pages as hold one that can be downloaded. A GitLab that
 * does not sort is read to the end.
 */
final class NewestVersions {
    private final String name;
    private boolean all = true;
    private List<RemotePackage> versions;

    private NewestVersions(String name) {
        this.name = name;
    }

    static NewestVersions of(String name, PackagesApi api) throws RegistryException, InterruptedException {
        NewestVersions newest = new NewestVersions(name);
        newest.versions = PackagesApi.exactly(
                name, api.packages(name, "&order_by=created_at&sort=desc").read(ApiJson::packageOf, newest::isEnough));
        return newest;
    }

    List<RemotePackage> versions() {
        return versions;
    }

    /** Returns whether there are no others. */
    boolean isAll() {
        return all;
    }

    private boolean isEnough(List<RemotePackage> listed) {
        Optional<RemotePackage> newest = PackagesApi.exactly(name, listed).stream()
                .filter(VersionChoice::isThere)
                .findFirst();
        // Another one of the same moment may be on the next page.
        boolean enough = newest.isPresent()
                && isNewestFirst(listed)
                && moment(newest.get()).isAfter(moment(listed.get(listed.size() - 1)));
        all = !enough;
        return enough;
    }

    private static boolean isNewestFirst(List<RemotePackage> listed) {
        for (int i = 1; i < listed.size(); i++) {
            if (moment(listed.get(i)).isAfter(moment(listed.get(i - 1)))) {
                return false;
            }
        }
        return true;
    }

    private static Instant moment(RemotePackage entry) {
        return entry.createdAt().orElse(Instant.MIN);
    }
}
