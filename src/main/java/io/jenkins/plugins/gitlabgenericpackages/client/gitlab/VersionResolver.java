package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ListedPackages;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the version that a rule stands for, and says which one it is. */
public record VersionResolver(PackagesApi api, TransferListener listener) {
    /** @throws RegistryException if the rule fits nothing, or the token shows no list that is needed to know */
    public GenericPackage resolve(PackageSource wanted) throws RegistryException, InterruptedException {
        if (wanted.version().isExact()) {
            return wanted.byName();
        }
        Optional<GenericPackage> found = api.lists().listed(() -> byList(wanted));
        return found.isPresent() ? found.get() : withoutList(wanted);
    }

    private GenericPackage byList(PackageSource wanted) throws RegistryException, InterruptedException {
        String rule = wanted.version().text();
        List<RemotePackage> versions =
                wanted.version().isLatest() ? newest(wanted) : api.lists().versions(wanted.name());
        VersionChoice choice = new VersionChoice(wanted.version(), versions);
        Optional<RemotePackage> found = choice.best();
        if (found.isEmpty()) {
            throw new RegistryException(new Instead(api).nothing(wanted, choice));
        }
        RemotePackage best = found.get();
        if (best.version().equals(rule)) {
            listener.note("There is a version that is really called '" + rule + "': it is taken");
            return wanted.byName();
        }
        listener.note("'" + rule + "' is the version " + best.version()
                + best.createdAt().map(created -> ", created " + created).orElse(""));
        return new GenericPackage(best.name(), best.version());
    }

    /** Of those that are older than the newest, only one that is called like the rule is of interest. */
    private List<RemotePackage> newest(PackageSource wanted) throws RegistryException, InterruptedException {
        ListedPackages newest = api.lists().newest(wanted.name(), enough(wanted, 1));
        List<RemotePackage> versions = new ArrayList<>(newest.named(wanted.name()));
        if (!newest.all()) {
            versions.addAll(api.lists().find(wanted.byName()));
        }
        return versions;
    }

    /** Without a list there can still be a version of that very name. */
    private GenericPackage withoutList(PackageSource wanted) throws RegistryException {
        String rule = wanted.version().text();
        String refused = "GitLab lists no versions" + api.lists().noList();
        if (!GenericPackage.isVersion(rule)) {
            throw new RegistryException(refused + ", so it is not known which one '" + rule
                    + "' is: name the version, or use an access token");
        }
        listener.note(refused + ": '" + rule + "' is taken as the name of a version");
        return wanted.byName();
    }

    /**
     * Ends the reading of versions, those that were created last first, where there are so many that the rule takes and
     * that can be downloaded. Each one is looked at once, however many pages there are. For one thread.
     *
     * @param count at least 1
     */
    public static Predicate<List<RemotePackage>> enough(PackageSource source, int count) {
        return new Predicate<>() {
            private final List<RemotePackage> fitting = new ArrayList<>();
            private int seen;

            @Override
            public boolean test(List<RemotePackage> soFar) {
                if (soFar.size() <= seen) {
                    // The list changed, and is read from its start again.
                    fitting.clear();
                    seen = 0;
                }
                soFar.subList(seen, soFar.size()).stream()
                        .filter(found -> found.name().equals(source.name())
                                && VersionChoice.isThere(found)
                                && source.version().admits(found.version()))
                        .forEach(fitting::add);
                seen = soFar.size();
                // Another one of the same moment may be on the next page.
                return fitting.size() >= count
                        && fitting.get(count - 1)
                                .moment()
                                .isAfter(soFar.get(seen - 1).moment());
            }
        };
    }
}
