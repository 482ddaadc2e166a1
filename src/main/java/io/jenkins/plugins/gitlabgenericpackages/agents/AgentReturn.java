package io.jenkins.plugins.gitlabgenericpackages.agents;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.slaves.ComputerListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Waits for agents that are gone. */
@Extension
@Restricted(NoExternalUse.class)
@SuppressFBWarnings(value = "NN_NAKED_NOTIFY", justification = "what has changed is Jenkins' state, not ours")
public final class AgentReturn extends ComputerListener {
    /** As long as Pipeline's own steps wait, by the setting that Pipeline has for it. */
    private static final Duration PATIENCE = Duration.ofMillis(SystemProperties.getLong(
            "org.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis",
            TimeUnit.MINUTES.toMillis(5)));

    /**
     * Returns when the agent is online again, or another one of its name is: as Pipeline's own steps do, it waits for one
     * that was removed, too. A body whose agent was for it alone is ended by Pipeline itself at once.
     *
     * @throws AbortException if none is there in time
     */
    static void await(LostAgentException lost) throws AbortException, InterruptedException {
        ExtensionList.lookupSingleton(AgentReturn.class).awaitOnline(lost);
    }

    private synchronized void awaitOnline(LostAgentException lost) throws AbortException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isOnline(lost)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                String time = Util.getTimeSpanString(PATIENCE.toMillis());
                throw lost.because(
                        Jenkins.get().getNode(lost.agent()) == null
                                ? "was removed, and none of its name came within " + time
                                : "did not come back within " + time);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private static boolean isOnline(LostAgentException lost) {
        Computer computer = Jenkins.get().getComputer(lost.agent());
        // It may not have noticed yet that the channel which is lost is.
        return computer != null && computer.getChannel() instanceof Channel channel && !channel.isClosingOrClosed();
    }

    @Override
    public synchronized void onOnline(Computer computer, TaskListener listener) {
        notifyAll();
    }
}
