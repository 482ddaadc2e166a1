package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import java.util.ArrayList;
import java.util.List;

/**
 * The versions of a package that were created last, read in as few pages as hold so many that the rule takes and that can
 * be downloaded. A GitLab that does not sort is read to the end.
 */
public final class NewestVersions {
    private final PackageSource source;
    private final int count;
    private final List<RemotePackage> fitting = new ArrayList<>();
    private int seen;
    private boolean all = true;
    private List<RemotePackage> versions;

    private NewestVersions(PackageSource source, int count) {
        this.source = source;
        this.count = count;
    }

    /** @param count at least 1 */
    public static NewestVersions of(PackageSource source, int count, PackagesApi api)
            throws RegistryException, InterruptedException {
        NewestVersions newest = new NewestVersions(source, count);
        newest.versions = PackagesApi.exactly(
                source.name(),
                api.packages(source.name(), "&order_by=created_at&sort=desc")
                        .read(ApiJson::packageOf, newest::isEnough));
        return newest;
    }

    /** Returns all that were read, also those that the rule does not take. */
    public List<RemotePackage> versions() {
        return versions;
    }

    /** Returns whether there are no others. */
    boolean isAll() {
        return all;
    }

    private boolean isEnough(List<RemotePackage> listed) {
        listed.subList(seen, listed.size()).stream().filter(this::fits).forEach(fitting::add);
        seen = listed.size();
        // Another one of the same moment may be on the next page.
        boolean enough = fitting.size() >= count
                && isNewestFirst(listed)
                && fitting.get(count - 1).moment().isAfter(listed.get(seen - 1).moment());
        all = !enough;
        return enough;
    }

    private boolean fits(RemotePackage found) {
        return found.name().equals(source.name())
                && VersionChoice.isThere(found)
                && source.version().admits(found.version());
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
