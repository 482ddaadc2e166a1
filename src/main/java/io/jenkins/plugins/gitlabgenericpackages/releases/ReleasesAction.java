package io.jenkins.plugins.gitlabgenericpackages.releases;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.gitlabgenericpackages.builds.BuildActions;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.releases.PublishedLink.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Shows on a build which releases it has made or brought up to date. Several steps may add to it at a time. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ReleasesAction implements Action {
    private final List<Entry> releases = new ArrayList<>();

    /** Adds a release to a build, in place of what an earlier step has said of it. */
    static void record(Run<?, ?> run, Registry registry, GenericPackageRelease release) throws IOException {
        BuildActions.change(run, ReleasesAction.class, ReleasesAction::new, action -> action.add(registry, release));
    }

    private synchronized Entry add(Registry registry, GenericPackageRelease release) {
        Predicate<Entry> isSame = old -> old.gitlabUrl.equals(registry.gitlabUrl())
                && old.projectId.equals(registry.projectId())
                && old.tagName.equals(release.getTagName());
        boolean created =
                release.isCreated() || releases.stream().filter(isSame).anyMatch(Entry::isCreated);
        releases.removeIf(isSame);
        Entry entry = new Entry(registry, release, created);
        releases.add(entry);
        return entry;
    }

    @Exported(inline = true)
    @NonNull
    public synchronized List<Entry> getReleases() {
        return List.copyOf(releases);
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleasesAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return null;
    }

    /** A release of the build. Its names are those of the step; the address is one of its GitLab. */
    @ExportedBean(defaultVisibility = 999)
    public static final class Entry {
        private final String gitlabUrl;
        private final String projectId;
        private final String tagName;
        private final String url;
        private final boolean created;
        private final int linkCount;

        private Entry(Registry registry, GenericPackageRelease release, boolean created) {
            this.gitlabUrl = registry.gitlabUrl();
            this.projectId = registry.projectId();
            this.tagName = release.getTagName();
            this.url = release.getUrl();
            this.created = created;
            this.linkCount = (int) release.getLinks().stream()
                    .filter(link -> !link.getChange().equals(Change.REMOVED.name()))
                    .count();
        }

        @Exported
        @NonNull
        public String getGitlabUrl() {
            return gitlabUrl;
        }

        @Exported
        @NonNull
        public String getProjectId() {
            return projectId;
        }

        @Exported
        @NonNull
        public String getTagName() {
            return tagName;
        }

        /** Returns the address of its page in GitLab; empty if it is not known. */
        @Exported
        @NonNull
        public String getUrl() {
            return url;
        }

        /** Returns whether the build has made it. */
        @Exported
        public boolean isCreated() {
            return created;
        }

        @Exported
        public int getLinkCount() {
            return linkCount;
        }
    }
}
