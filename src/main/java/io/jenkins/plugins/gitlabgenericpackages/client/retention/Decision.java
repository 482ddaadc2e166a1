package io.jenkins.plugins.gitlabgenericpackages.client.retention;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a version, and why.
 *
 * @param id of the package in GitLab
 * @param createdAt null if GitLab does not tell
 * @param downloadedAt when something of it was downloaded last; null if GitLab does not tell
 * @param files how many files it has; -1 if nobody has looked
 * @param size of its files, in bytes
 * @param reason in words of the log; empty for a version that goes, or is gone
 */
public record Decision(
        long id,
        String version,
        Instant createdAt,
        Instant downloadedAt,
        int files,
        long size,
        Verdict verdict,
        String reason)
        implements Serializable {
    private static final Comparator<Decision> BY_AGE = Comparator.comparing(
                    Decision::createdAt, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparingLong(Decision::id);

    /** What becomes of a version. */
    public enum Verdict {
        KEPT,
        /** It would go if this were no dry run. */
        WOULD_BE_DELETED,
        DELETED,
        /** It is not listed any more: somebody else, or an earlier attempt, has deleted or hidden it. */
        GONE,
        /** GitLab does not let it go. */
        REFUSED,
        /** Something went wrong, and nothing was deleted after it. */
        FAILED
    }

    static Decision of(RemotePackage version, Verdict verdict, String reason) {
        return new Decision(
                version.id(),
                version.version(),
                version.createdAt().orElse(null),
                version.downloadedAt().orElse(null),
                -1,
                0,
                verdict,
                reason);
    }

    /** Returns whether a plan lets it go. */
    public boolean goes() {
        return verdict == Verdict.WOULD_BE_DELETED;
    }

    /** Returns those that go, the oldest first. */
    static List<Decision> going(List<Decision> decisions) {
        return decisions.stream().filter(Decision::goes).sorted(BY_AGE).toList();
    }

    /** @param by ids */
    static List<Decision> replaced(List<Decision> decisions, Map<Long, Decision> by) {
        return decisions.stream()
                .map(decision -> by.getOrDefault(decision.id(), decision))
                .toList();
    }

    Decision as(Verdict now, String why) {
        return new Decision(id, version, createdAt, downloadedAt, files, size, now, why);
    }

    Decision with(int fileCount, long bytes) {
        return new Decision(id, version, createdAt, downloadedAt, fileCount, bytes, verdict, reason);
    }
}
