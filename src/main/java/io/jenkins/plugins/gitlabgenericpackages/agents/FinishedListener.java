package io.jenkins.plugins.gitlabgenericpackages.agents;

import hudson.remoting.Asynchronous;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.util.ArrayList;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The controller's ear for an agent that is still at work. Calls through the channel do not wait, come from threads of
 * the channel, and may overtake each other.
 */
@Restricted(NoExternalUse.class)
public interface FinishedListener {
    /** Each file is told once. */
    @Asynchronous
    void finished(ArrayList<TransferredFile> files);

    /** @param files how many were told, now that there will be no more */
    @Asynchronous
    void ended(int files);
}
