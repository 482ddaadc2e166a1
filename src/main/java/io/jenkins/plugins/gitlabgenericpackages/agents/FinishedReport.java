package io.jenkins.plugins.gitlabgenericpackages.agents;

import io.jenkins.plugins.gitlabgenericpackages.client.model.ForwardingListener;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tells the controller from the agent which files are finished, all of a second in one message, and its log everything.
 * No transfer waits for a message.
 */
final class FinishedReport extends ForwardingListener implements AutoCloseable {
    private final FinishedListener controller;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "gitlab-packages-report");
        thread.setDaemon(true);
        return thread;
    });
    private final ArrayList<TransferredFile> untold = new ArrayList<>();
    private List<TransferredFile> files = List.of();
    private int told;
    private boolean left;

    FinishedReport(TransferListener log, FinishedListener controller) {
        super(log);
        this.controller = controller;
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void finished(TransferredFile file, Duration time) {
        super.finished(file, time);
        synchronized (this) {
            if (untold.isEmpty() && !clock.isShutdown()) {
                clock.schedule(this::tell, 1, TimeUnit.SECONDS);
            }
            untold.add(file);
        }
    }

    @Override
    public void ended(List<TransferredFile> transferred, int failed) {
        super.ended(transferred, failed);
        synchronized (this) {
            files = transferred;
        }
    }

    /** Returns the files that did not fail, in the order of the request; none before the transfer has ended. */
    synchronized List<TransferredFile> files() {
        return files;
    }

    /** The answer to the call tells all files, so that nothing is left to be told otherwise. */
    synchronized void leaveToAnswer() {
        left = true;
    }

    void tell() {
        ArrayList<TransferredFile> batch;
        synchronized (this) {
            batch = new ArrayList<>(untold);
            told += batch.size();
            untold.clear();
        }
        if (!batch.isEmpty()) {
            controller.finished(batch);
        }
    }

    @Override
    public void close() {
        boolean silent;
        synchronized (this) {
            // Not now: a message that is being sent must not be interrupted, the channel would not survive it.
            clock.shutdown();
            silent = left;
        }
        if (!silent) {
            tell();
            controller.ended(told());
        }
    }

    private synchronized int told() {
        return told;
    }
}
