package io.jenkins.plugins.gitlabgenericpackages.polling;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Computer;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.queue.QueueListener;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersionAction;
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

/**
 * Who takes a build out of the queue does not want it. Jenkins tells it while it holds the lock of the queue, which all
 * builds wait for: there the version is only put down here, and {@link PollingFile} knows of it from then on. All of a
 * job are written in one go, by another thread. Thread-safe.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class CancelledBuilds extends QueueListener {
    private static final Logger LOGGER = Logger.getLogger(CancelledBuilds.class.getName());

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
