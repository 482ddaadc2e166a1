package io.jenkins.plugins.gitlabgenericpackages.agents;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.BrokenOff;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/**
 * What makes several attempts one transfer.
 *
 * @param id the same for each of them
 * @param plan what the ones before set out to do, as the controller knows it; null for the first
 * @param finished what they have done of it
 */
record Continuation(UUID id, @CheckForNull TransferPlan.Packed plan, ArrayList<TransferredFile> finished)
        implements Serializable {
    static Continuation of(UUID id, Optional<BrokenOff> known) throws IOException {
        return known.isEmpty()
                ? new Continuation(id, null, new ArrayList<>())
                : new Continuation(
                        id,
                        TransferPlan.Packed.of(known.get().plan()),
                        known.get().finished());
    }

    /** Returns how far the attempts before came; null for the first. */
    @CheckForNull
    BrokenOff known() throws IOException {
        return plan == null ? null : new BrokenOff(plan.unpacked(), finished);
    }
}
