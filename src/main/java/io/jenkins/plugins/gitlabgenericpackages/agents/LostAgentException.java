package io.jenkins.plugins.gitlabgenericpackages.agents;

import hudson.AbortException;
import hudson.remoting.ChannelClosedException;
import java.io.IOException;
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
     * Returns what the step fails with. By the cause, Pipeline's {@code retry} knows that it was the agent. It is not the
     * real one, which Pipeline may not store (JEP-200), and would print with all of its trace for that.
     */
    AbortException because(String reason) {
        AbortException failure = new AbortException("The agent " + agent + " " + reason + ": the transfer ends here");
        failure.initCause(new ChannelClosedException(null, "The agent is gone", null));
        return failure;
    }
}
