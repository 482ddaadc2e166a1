package io.jenkins.plugins.gitlabgenericpackages.retention;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.gitlabgenericpackages.builds.ReadableSize;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Shows on a build which versions it has deleted, or would have, and why others stay. Several steps may add to it at a time. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class CleanupsAction implements Action {
    private final List<Entry> cleanups = new ArrayList<>();

    static void record(Run<?, ?> run, Entry cleanup) throws IOException {
        synchronized (run) {
            CleanupsAction present = run.getAction(CleanupsAction.class);
            CleanupsAction action = present == null ? new CleanupsAction() : present;
            action.add(cleanup);
            if (present == null) {
                run.addAction(action);
            }
            run.save();
        }
    }

    private synchronized void add(Entry cleanup) {
        cleanups.add(cleanup);
    }

    @Exported(inline = true)
    @NonNull
    public synchronized List<Entry> getCleanups() {
        return List.copyOf(cleanups);
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.CleanupsAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return null;
    }

    /** What one step decided. A build's record is read with each page of its job, so it has the first decisions only. */
    @ExportedBean(defaultVisibility = 999)
    public static final class Entry {
        private static final int MOST_ROWS = 200;
        private static final DateTimeFormatter DAY =
                DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

        private final String projectId;
        private final String packageName;
        private final boolean dryRun;
        private final int versionCount;
        private final int deletedCount;
        private final List<GenericPackageDecision> versions;

        /** @param decisions all; those on versions that go come first where there is no room for all */
        Entry(String projectId, String packageName, boolean dryRun, List<GenericPackageDecision> decisions) {
            this.projectId = projectId;
            this.packageName = packageName;
            this.dryRun = dryRun;
            versionCount = decisions.size();
            deletedCount = (int) decisions.stream().filter(Entry::goes).count();
            versions = new ArrayList<>(decisions);
            if (versionCount > MOST_ROWS) {
                versions.sort(
                        Comparator.comparing(decision -> decision.getVerdict().equals(Verdict.KEPT.name())));
                versions.subList(MOST_ROWS, versionCount).clear();
            }
        }

        private static boolean goes(GenericPackageDecision decision) {
            Verdict verdict = Verdict.valueOf(decision.getVerdict());
            return verdict == Verdict.DELETED || verdict == Verdict.WOULD_BE_DELETED;
        }

        @Exported
        @NonNull
        public String getProjectId() {
            return projectId;
        }

        @Exported
        @NonNull
        public String getPackageName() {
            return packageName;
        }

        @Exported
        public boolean isDryRun() {
            return dryRun;
        }

        /** Returns how many versions were looked at. */
        @Exported
        public int getVersionCount() {
            return versionCount;
        }

        /** Returns how many were deleted, or would have been. */
        @Exported
        public int getDeletedCount() {
            return deletedCount;
        }

        @Exported(inline = true)
        @NonNull
        public List<GenericPackageDecision> getVersions() {
            return List.copyOf(versions);
        }

        /** Returns how many versions are left out. */
        public int getMore() {
            return versionCount - versions.size();
        }

        @NonNull
        public String readable(GenericPackageDecision decision) {
            return ReadableSize.of(decision.getSize());
        }

        /** Returns the day in UTC; a dash if it is not known. */
        @NonNull
        public String day(String moment) {
            return moment.isEmpty() ? "–" : DAY.format(Instant.parse(moment));
        }
    }
}
