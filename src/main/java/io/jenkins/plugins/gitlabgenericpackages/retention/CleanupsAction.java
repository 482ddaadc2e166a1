package io.jenkins.plugins.gitlabgenericpackages.retention;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.gitlabgenericpackages.builds.BuildActions;
import io.jenkins.plugins.gitlabgenericpackages.builds.ReadableSize;
import io.jenkins.plugins.gitlabgenericpackages.client.RetentionTable;
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
    /** A build's record is read with each page of its job. */
    private static final int MOST_ROWS = 200;

    private final List<Entry> cleanups = new ArrayList<>();

    /** Adds what a step decided, in place of what an earlier attempt of it has added. */
    static void record(
            Run<?, ?> run, String id, String projectId, RetentionTable table, List<GenericPackageDecision> decisions)
            throws IOException {
        BuildActions.change(
                run, CleanupsAction.class, CleanupsAction::new, action -> action.add(id, projectId, table, decisions));
    }

    private synchronized Entry add(
            String id, String projectId, RetentionTable table, List<GenericPackageDecision> decisions) {
        cleanups.removeIf(old -> old.id.equals(id));
        int rows = cleanups.stream().mapToInt(old -> old.versions.size()).sum();
        Entry entry = new Entry(id, projectId, table, decisions, MOST_ROWS - rows);
        cleanups.add(entry);
        return entry;
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

    /** What one step decided; of many decisions the first. */
    @ExportedBean(defaultVisibility = 999)
    public static final class Entry {
        private static final DateTimeFormatter DAY =
                DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

        private final String id;
        private final String projectId;
        private final String packageName;
        private final boolean dryRun;
        private final int versionCount;
        private final int deletedCount;
        private final List<GenericPackageDecision> versions;

        /** @param decisions all; where there is no room for all, those on versions that stay come last */
        private Entry(
                String id, String projectId, RetentionTable table, List<GenericPackageDecision> decisions, int room) {
            this.id = id;
            this.projectId = projectId;
            packageName = table.rule().packageName();
            dryRun = table.dryRun();
            versionCount = decisions.size();
            deletedCount = table.goes();
            versions = new ArrayList<>(decisions);
            if (versionCount > room) {
                versions.sort(
                        Comparator.comparing(decision -> decision.getVerdict().equals(Verdict.KEPT.name())));
                versions.subList(room, versionCount).clear();
            }
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
