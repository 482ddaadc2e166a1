package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Ends the reading of versions, those that were created last first, where there are so many that the rule takes and that
 * can be downloaded. Each one is looked at once, however many pages there are. For one thread.
 */
public final class EnoughVersions implements Predicate<List<RemotePackage>> {
    private final PackageSource source;
    private final int count;
    private final List<RemotePackage> fitting = new ArrayList<>();
    private int seen;

    /** @param count at least 1 */
    public EnoughVersions(PackageSource source, int count) {
        this.source = source;
        this.count = count;
    }

    @Override
    public boolean test(List<RemotePackage> soFar) {
        if (soFar.size() <= seen) {
            // The list changed, and is read from its start again.
            fitting.clear();
            seen = 0;
        }
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
