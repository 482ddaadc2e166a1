package io.jenkins.plugins.gitlabgenericpackages.client;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.BinarySize;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision.Verdict;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.RetentionRule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decisions as a log shows them: a line for each version, and one for all. */
public record RetentionTable(RetentionRule rule, List<Decision> decisions, boolean dryRun) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

    /** Returns how many versions go, or would. */
    public int goes() {
        return count(dryRun ? Verdict.WOULD_BE_DELETED : Verdict.DELETED);
    }

    private int count(Verdict verdict) {
        return (int) decisions.stream()
                .filter(decision -> decision.verdict() == verdict)
                .count();
    }

    /** Returns what has ended the run before its end. */
    public Optional<String> failure() {
        return decisions.stream()
                .filter(decision -> decision.verdict() == Verdict.FAILED)
                .map(Decision::reason)
                .findFirst();
    }

    /** Returns a line of headings, and one for each version. */
    public List<String> lines() {
        int width = decisions.stream()
                .mapToInt(decision -> decision.version().length())
                .reduce("version".length(), Math::max);
        String row = "%-" + width + "s  %-10s  %-10s  %5s  %9s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(row.formatted("version", "created", "downloaded", "files", "size", "decision"));
        for (Decision decision : decisions) {
            boolean measured = decision.files() >= 0;
            lines.add(row.formatted(
                    decision.version(),
                    day(decision.createdAt()),
                    day(decision.downloadedAt()),
                    measured ? decision.files() : "-",
                    measured ? BinarySize.of(decision.size()) : "-",
                    words(decision)));
        }
        return lines;
    }

    private static String day(Instant time) {
        return time == null ? "-" : DAY.format(time);
    }

    private static String words(Decision decision) {
        String verdict =
                switch (decision.verdict()) {
                    case KEPT -> "kept";
                    case WOULD_BE_DELETED -> "would be deleted";
                    case DELETED -> "deleted";
                    case GONE -> "not there any more";
                    case REFUSED -> "refused";
                    case FAILED -> "failed";
                };
        return decision.reason().isEmpty() ? verdict : verdict + ": " + decision.reason();
    }

    /** Says how many there are, and how many of them go. */
    public String summary() {
        long bytes = decisions.stream()
                .filter(decision ->
                        decision.verdict() == Verdict.WOULD_BE_DELETED || decision.verdict() == Verdict.DELETED)
                .mapToLong(Decision::size)
                .sum();
        return decisions.size() + (decisions.size() == 1 ? " version" : " versions") + " of " + rule.packageName()
                + ": " + goes() + (dryRun ? " would be deleted" : " deleted") + " (" + BinarySize.of(bytes) + ")"
                + (count(Verdict.GONE) > 0 ? ", " + count(Verdict.GONE) + " not there any more" : "");
    }
}
