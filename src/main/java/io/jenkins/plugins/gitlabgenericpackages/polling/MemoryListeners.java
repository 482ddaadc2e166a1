package io.jenkins.plugins.gitlabgenericpackages.polling;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import hudson.model.queue.QueueListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What happens between polls, and a job has to know in the next one. */
@Restricted(NoExternalUse.class)
public final class MemoryListeners {
    private static final Logger LOGGER = Logger.getLogger(MemoryListeners.class.getName());

    private MemoryListeners() {}

    private static void handled(Job<?, ?> job, long id) {
        try {
            new PollingFile(job).updateIfThere(memory -> memory.handled(id));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "A build of " + job.getFullName() + " cannot be noted");
        }
    }

    /** No poll starts again what has started. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Started extends RunListener<Run<?, ?>> {
        @Override
        public void onStarted(Run<?, ?> build, @NonNull TaskListener listener) {
            build.getActions(NewVersionAction.class).forEach(action -> handled(build.getParent(), action.id()));
        }
    }

    /** Who takes a build out of the queue does not want it. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Cancelled extends QueueListener {
        @Override
        public void onLeft(Queue.LeftItem item) {
            if (item.isCancelled() && item.task instanceof Job<?, ?> job) {
                item.getActions(NewVersionAction.class).forEach(action -> handled(job, action.id()));
            }
        }
    }

    /**
     * After a job was configured, GitLab is asked again at once. A job that has no trigger any longer forgets: with a new
     * one it would start builds for all that came meanwhile.
     */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Configured extends ItemListener {
        @Override
        public void onUpdated(Item item) {
            if (item instanceof Job<?, ?> job) {
                try {
                    PollingFile file = new PollingFile(job);
                    if (GitLabGenericPackageTrigger.of(job).isPresent()) {
                        file.updateIfThere(PollingMemory::succeeded);
                    } else {
                        file.delete();
                    }
                } catch (IOException | RuntimeException e) {
                    LOGGER.log(Level.WARNING, e, () -> "What " + job.getFullName() + " remembers of its polls is kept");
                }
            }
        }
    }
}
