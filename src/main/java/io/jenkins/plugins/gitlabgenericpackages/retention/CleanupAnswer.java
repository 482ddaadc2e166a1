package io.jenkins.plugins.gitlabgenericpackages.retention;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision.Verdict;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.RetentionRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent says of a cleanup. An agent may say anything: what is kept of it are versions that fit, sane numbers and
 * dates, and bounded text on one line.
 *
 * @param plan what was to be done; null if a plan was asked for
 */
record CleanupAnswer(RetentionRule asked, @CheckForNull List<Decision> plan, List<?> told) {
    private static final int MOST = 150_000;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    /** @throws AbortException if it cannot be the answer */
    ArrayList<GenericPackageDecision> shown() throws AbortException {
        if (told.size() > MOST || plan != null && told.size() != plan.size()) {
            throw new AbortException("The agent's answer is refused: it has other versions than there are");
        }
        ArrayList<GenericPackageDecision> shown = new ArrayList<>();
        int going = 0;
        for (Object each : told) {
            if (!(each instanceof Decision decision) || !isPossible(decision) || !isAsked(decision, shown.size())) {
                throw new AbortException("The agent's answer is refused: it names a version that does not fit");
            }
            going += decision.goes() ? 1 : 0;
            shown.add(new GenericPackageDecision(decision));
        }
        if (going > asked.atMost()) {
            throw new AbortException("The agent's answer is refused: it deletes more than " + asked.atMost());
        }
        return shown;
    }

    private boolean isPossible(Decision decision) {
        return decision.version() != null
                && decision.verdict() != null
                && decision.reason() != null
                && decision.files() >= -1
                && decision.size() >= 0
                && isDate(decision.createdAt())
                && isDate(decision.downloadedAt())
                && GenericPackage.isVersion(decision.version())
                && asked.fitting().admits(decision.version());
    }

    private static boolean isDate(@CheckForNull Instant moment) {
        return moment == null || !moment.isBefore(EARLIEST) && moment.isBefore(LATEST);
    }

    /** A plan deletes nothing, and what became of one is about the same versions. */
    private boolean isAsked(Decision decision, int number) {
        if (plan == null) {
            return decision.goes() || decision.verdict() == Verdict.KEPT;
        }
        Decision planned = plan.get(number);
        return decision.id() == planned.id() && decision.version().equals(planned.version()) && !decision.goes();
    }
}
