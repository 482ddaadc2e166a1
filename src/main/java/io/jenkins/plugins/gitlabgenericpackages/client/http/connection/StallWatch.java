package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections over which no byte went for too long. A socket's own time limit covers reading alone, and a
 * write can hang just as well. Thread-safe.
 */
public final class StallWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 250;

    private final Set<Connection> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gitlab-packages-stall-watch");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean closed;

    public StallWatch() {
        Runnable look = () -> watched.forEach(connection -> connection.closeIfStalled(System.nanoTime()));
        timer.scheduleWithFixedDelay(look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(Connection connection) {
        watched.add(connection);
        if (closed) {
            // Opened while the transport was being closed: nothing else would end it.
            connection.close();
        }
    }

    void remove(Connection connection) {
        watched.remove(connection);
    }

    /** Closes every watched connection, whatever it is doing. */
    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        watched.forEach(Connection::close);
    }
}
