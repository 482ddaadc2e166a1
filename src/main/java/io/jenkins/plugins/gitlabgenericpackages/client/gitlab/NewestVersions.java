package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ListedPackages;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import java.util.ArrayList;
import java.util.List;

/**
 * The versions of a package that were created last, read in as few pages as hold so many that the rule takes and that can
 * be downloaded.
 */
public final class NewestVersions {
    private final PackageSource source;
    private final int count;
    private final List<RemotePackage> fitting = new ArrayList<>();
    private final ListedPackages listed;
    private int seen;

    private NewestVersions(PackageSource source, int count, PackagesApi api)
            throws RegistryException, InterruptedException {
        this.source = source;
        this.count = count;
        this.listed = api.newest(source.name(), this::isEnough);
    }

    /** @param count at least 1 */
    public static NewestVersions of(PackageSource source, int count, PackagesApi api)
            throws RegistryException, InterruptedException {
        return new NewestVersions(source, count, api);
    }

    /** Returns all that were read, also those that the rule does not take. */
    public List<RemotePackage> versions() {
        return listed.named(source.name());
    }

    /** Returns whether there are no others. */
    boolean isAll() {
        return listed.all();
    }

    private boolean isEnough(List<RemotePackage> soFar) {
        soFar.subList(seen, soFar.size()).stream().filter(this::fits).forEach(fitting::add);
        seen = soFar.size();
        // Another one of the same moment may be on the next page.
        return fitting.size() >= count
                && fitting.get(count - 1).moment().isAfter(soFar.get(seen - 1).moment());
    }

    private boolean fits(RemotePackage found) {
        return found.name().equals(source.name())
                && VersionChoice.isThere(found)
                && source.version().admits(found.version());
    }
}
