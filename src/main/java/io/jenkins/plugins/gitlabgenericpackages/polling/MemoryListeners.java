package io.jenkins.plugins.gitlabgenericpackages.polling;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import hudson.model.queue.QueueListener;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
     * Who takes a build out of the queue does not want it. Jenkins tells it while it holds the lock of the queue, which all
     * builds wait for: there the version is only put down here, and {@link PollingFile} knows of it from then on. All of a
     * job are written in one go, by another thread. Thread-safe.
     */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class CancelledBuilds extends QueueListener {
        private final Map<Job<?, ?>, Set<Long>> unwritten = new HashMap<>();

        static CancelledBuilds get() {
            return ExtensionList.lookupSingleton(CancelledBuilds.class);
        }

        @Override
        public void onLeft(Queue.LeftItem item) {
            if (item.isCancelled() && item.task instanceof Job<?, ?> job) {
                item.getActions(NewVersionAction.class).forEach(action -> cancelled(job, action.id()));
            }
        }

        private void cancelled(Job<?, ?> job, long id) {
            if (add(job, id)) {
                Computer.threadPoolForRemoting.execute(() -> {
                    // Who takes out many holds the lock until the last of them: they are written together.
                    Queue.withLock(() -> {});
                    write(job);
                });
            }
        }

        /** Returns whether it is the first one since the job's were written. */
        private synchronized boolean add(Job<?, ?> job, long id) {
            boolean first = !unwritten.containsKey(job);
            unwritten.computeIfAbsent(job, added -> new HashSet<>()).add(id);
            return first;
        }

        /** Returns the ids of the versions that the job's file does not know of yet. */
        synchronized Set<Long> of(Job<?, ?> job) {
            return Set.copyOf(unwritten.getOrDefault(job, Set.of()));
        }

        synchronized void written(Job<?, ?> job, Set<Long> ids) {
            unwritten.computeIfPresent(job, (same, left) -> left.removeAll(ids) && left.isEmpty() ? null : left);
        }

        private void write(Job<?, ?> job) {
            try {
                new PollingFile(job).updateIfThere(memory -> {});
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "What left the queue of " + job.getFullName() + " cannot be noted");
            }
        }

        /** Leaves nothing unwritten when Jenkins stops. */
        @Terminator
        public void stop() {
            jobs().forEach(this::write);
        }

        private synchronized List<Job<?, ?>> jobs() {
            return List.copyOf(unwritten.keySet());
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
