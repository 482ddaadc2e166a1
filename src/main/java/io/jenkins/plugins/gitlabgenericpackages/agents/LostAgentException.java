package io.jenkins.plugins.gitlabgenericpackages.agents;

import hudson.AbortException;
import hudson.FilePath;
import hudson.remoting.Channel;
import hudson.remoting.ChannelClosedException;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The agent of a step is gone, and with it the attempt; what had arrived is kept for the next one. Where nobody makes one,
 * it is a failure like another.
 */
@Restricted(NoExternalUse.class)
public final class LostAgentException extends AbortException {
    private static final long serialVersionUID = 1L;

    private final String agent;

    LostAgentException(String agent, Exception cause) {
        super("The agent " + agent + " is gone");
        initCause(cause);
        this.agent = agent;
    }

    String agent() {
        return agent;
    }

    /** Returns whether a call failed because the agent was lost. */
    static boolean isReason(Exception failure, FilePath folder) {
        return folder.getChannel() instanceof Channel channel
                && channel.isClosingOrClosed()
                && Channel.isClosedChannelException(failure);
    }

    /** Returns what a step fails with that waited in vain. */
    AbortException because(String reason) {
        return failure("The agent " + agent + " " + reason + ": the step ends here");
    }

    /** Returns what a step fails with that did not come to its agent. */
    static AbortException offline(IOException reason) {
        return failure("The step's agent is offline: " + reason.getMessage());
    }

    /**
     * By the cause, Pipeline's {@code retry} knows that it was the agent. It is not the real one, which Pipeline may not
     * store (JEP-200), and would print with all of its trace for that.
     */
    private static AbortException failure(String words) {
        AbortException failure = new AbortException(words);
        failure.initCause(new ChannelClosedException(null, "The agent is gone", null));
        return failure;
    }
}
