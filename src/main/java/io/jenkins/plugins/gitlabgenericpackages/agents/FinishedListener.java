package io.jenkins.plugins.gitlabgenericpackages.agents;

import hudson.remoting.Asynchronous;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.util.ArrayList;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The controller's ear for an agent that is still at work. Calls come from threads of the channel, and those that do not
 * wait may overtake each other.
 */
@Restricted(NoExternalUse.class)
public interface FinishedListener {
    /**
     * Tells the plan before anything of it is done, and waits until it is kept.
     *
     * @throws IOException if it cannot be kept, or no such plan can have been made
     */
    void planned(TransferPlan.Packed plan) throws IOException;

    /** Each file is told once. */
    @Asynchronous
    void finished(ArrayList<TransferredFile> files);

    /** @param files how many were told, now that there will be no more */
    @Asynchronous
    void ended(int files);
}
