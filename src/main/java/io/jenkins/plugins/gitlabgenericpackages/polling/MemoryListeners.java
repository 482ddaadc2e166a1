package io.jenkins.plugins.gitlabgenericpackages.polling;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersionAction;
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

    /**
     * After a job was configured, GitLab is asked again at once. A job that has no trigger any longer remembers for a
     * while: its configuration may come from outside and its trigger from the Jenkinsfile, with the next build.
     */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Configured extends ItemListener {
        @Override
        public void onUpdated(Item item) {
            if (item instanceof Job<?, ?> job) {
                try {
                    boolean watched = GitLabGenericPackageTrigger.of(job).isPresent();
                    new PollingFile(job).updateIfThere(memory -> {
                        memory.succeeded();
                        if (!watched) {
                            memory.unwatched(Polls.get().now());
                        }
                    });
                } catch (IOException | RuntimeException e) {
                    LOGGER.log(
                            Level.WARNING, e, () -> "The configuration of " + job.getFullName() + " cannot be noted");
                }
            }
        }
    }
}
