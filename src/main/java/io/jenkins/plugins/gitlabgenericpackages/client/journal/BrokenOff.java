package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.util.ArrayList;

/**
 * What is known, away from the machine that did it, of a transfer that broke off.
 *
 * @param plan what it set out to do
 * @param finished the files that it had told to be finished
 */
public record BrokenOff(TransferPlan plan, ArrayList<TransferredFile> finished) {
    /** @throws IllegalArgumentException if something is missing */
    public BrokenOff {
        if (plan == null || finished == null || finished.contains(null)) {
            throw new IllegalArgumentException("a transfer that broke off had a plan");
        }
    }

    /** Says how far it had come, without the names. */
    @Override
    public String toString() {
        return finished.size() + " of " + plan;
    }
}
