package io.jenkins.plugins.gitlabgenericpackages.agents;

import hudson.AbortException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The agent of a transfer is gone, and with it the attempt; what had arrived is kept for the next one. */
@Restricted(NoExternalUse.class)
public final class LostAgentException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String agent;

    LostAgentException(String agent, Exception cause) {
        super("The agent " + agent + " is gone", cause);
        this.agent = agent;
    }

    String agent() {
        return agent;
    }

    /**
     * Returns what the step fails with. By the cause, Pipeline's {@code retry} knows that it was the agent; the real one
     * knows the call as well, which Pipeline cannot store, and would print all of it for that.
     */
    AbortException because(String reason) {
        AbortException failure = new AbortException("The agent " + agent + " " + reason + ": the transfer ends here");
        failure.initCause(new ClosedChannelException());
        return failure;
    }
}
