package io.jenkins.plugins.gitlabgenericpackages.agents;

import java.io.PrintStream;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends the lines of half a second as one message, where each would be one of its own to a remote controller.
 * Thread-safe.
 */
final class BatchedLog implements AutoCloseable {
    private static final long PERIOD_MILLIS = 500;

    private final PrintStream log;
    private final StringBuilder lines = new StringBuilder();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "gitlab-packages-log");
        thread.setDaemon(true);
        return thread;
    });

    /** @param log stays open */
    BatchedLog(PrintStream log) {
        this.log = log;
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    synchronized void println(String line) {
        boolean first = lines.isEmpty();
        lines.append(line).append(System.lineSeparator());
        if (clock.isShutdown()) {
            send();
        } else if (first) {
            clock.schedule(this::send, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void send() {
        String rest = rest();
        if (!rest.isEmpty()) {
            log.print(rest);
            log.flush();
        }
    }

    /** Returns the lines that are not sent yet, for the caller to bring along. */
    synchronized String rest() {
        String rest = lines.toString();
        lines.setLength(0);
        return rest;
    }

    /** Sends what is left. What comes afterwards, from a transfer that is being stopped, is sent at once. */
    @Override
    public synchronized void close() {
        // Not now: a message that is being sent must not be interrupted, the channel would not survive it.
        clock.shutdown();
        send();
    }
}
