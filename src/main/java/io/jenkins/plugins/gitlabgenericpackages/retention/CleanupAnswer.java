package io.jenkins.plugins.gitlabgenericpackages.retention;

import hudson.AbortException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.RetentionRule;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent says of a cleanup. An agent may say anything: what is kept of it are versions that fit, numbers, and
 * bounded text on one line.
 */
record CleanupAnswer(RetentionRule asked, List<?> told) {
    private static final int MOST = 1_000_000;

    /** @throws AbortException if it cannot be the answer */
    ArrayList<GenericPackageDecision> shown() throws AbortException {
        if (told.size() > MOST) {
            throw new AbortException("The agent's answer is refused: it has too many versions");
        }
        ArrayList<GenericPackageDecision> shown = new ArrayList<>();
        for (Object each : told) {
            if (!(each instanceof Decision decision) || !isPossible(decision)) {
                throw new AbortException("The agent's answer is refused: it names a version that does not fit");
            }
            shown.add(new GenericPackageDecision(decision));
        }
        return shown;
    }

    private boolean isPossible(Decision decision) {
        return decision.version() != null
                && decision.verdict() != null
                && decision.reason() != null
                && GenericPackage.isVersion(decision.version())
                && asked.fitting().admits(decision.version());
    }
}
