package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ListedPackages;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import java.util.List;
import java.util.Optional;

/** The versions of a package that were created last, read in as few pages as hold one that can be downloaded. */
final class NewestVersions {
    private final String name;
    private final ListedPackages listed;

    private NewestVersions(String name, PackagesApi api) throws RegistryException, InterruptedException {
        this.name = name;
        this.listed = api.newest(name, this::isEnough);
    }

    static NewestVersions of(String name, PackagesApi api) throws RegistryException, InterruptedException {
        return new NewestVersions(name, api);
    }

    List<RemotePackage> versions() {
        return listed.named(name);
    }

    /** Returns whether there are no others. */
    boolean isAll() {
        return listed.all();
    }

    private boolean isEnough(List<RemotePackage> soFar) {
        Optional<RemotePackage> newest = soFar.stream()
                .filter(found -> found.name().equals(name) && VersionChoice.isThere(found))
                .findFirst();
        // Another one of the same moment may be on the next page.
        return newest.isPresent()
                && newest.get().moment().isAfter(soFar.get(soFar.size() - 1).moment());
    }
}
