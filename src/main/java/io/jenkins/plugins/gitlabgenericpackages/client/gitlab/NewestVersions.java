package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
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
        Optional<RemotePackage> newest = listed.stream()
                .filter(found -> found.name().equals(name) && VersionChoice.isThere(found))
                .findFirst();
        // Another one of the same moment may be on the next page.
        boolean enough = newest.isPresent()
                && isNewestFirst(listed)
                && newest.get().moment().isAfter(listed.get(listed.size() - 1).moment());
        all = !enough;
        return enough;
    }

    private static boolean isNewestFirst(List<RemotePackage> listed) {
        for (int i = 1; i < listed.size(); i++) {
            if (listed.get(i).moment().isAfter(listed.get(i - 1).moment())) {
                return false;
            }
        }
        return true;
    }
}
