package io.jenkins.plugins.gitlabgenericpackages.releases;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    static void record(Run<?, ?> run, String projectId, GenericPackageRelease release) throws IOException {
        synchronized (run) {
            ReleasesAction present = run.getAction(ReleasesAction.class);
            ReleasesAction action = present == null ? new ReleasesAction() : present;
            action.add(new Entry(projectId, release));
            if (present == null) {
                run.addAction(action);
            }
            run.save();
        }
    }

    private synchronized void add(Entry entry) {
        releases.removeIf(old -> old.projectId.equals(entry.projectId) && old.tagName.equals(entry.tagName));
        releases.add(entry);
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
        private final String projectId;
        private final String tagName;
        private final String url;
        private final boolean created;
        private final int linkCount;

        private Entry(String projectId, GenericPackageRelease release) {
            this.projectId = projectId;
            this.tagName = release.getTagName();
            this.url = release.getUrl();
            this.created = release.isCreated();
            this.linkCount = release.getLinks().size();
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
