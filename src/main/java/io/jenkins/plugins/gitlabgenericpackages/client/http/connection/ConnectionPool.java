package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The connections that are open and wait for another request. Thread-safe. */
public final class ConnectionPool implements AutoCloseable {
    /** Shorter than what servers allow, so that a connection is seldom met after its server closed it. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(4);

    /** Until then no look is taken whether the server has closed it: that would slow down many small requests. */
    private static final Duration FRESH = Duration.ofMillis(100);

    private static final Duration LOOK = Duration.ofMillis(1);

    private final Map<String, Deque<Connection>> idle = new HashMap<>();
    private final Dialer dialer;
    private boolean closed;

    public ConnectionPool(Dialer dialer) {
        this.dialer = dialer;
    }

    /** Returns a waiting connection to the origin of {@code address}, or else a new one. */
    public Connection take(HttpAddress address) throws IOException {
        for (Connection waiting; (waiting = poll(address.origin())) != null; waiting.close()) {
            if (isUsable(waiting)) {
                return waiting;
            }
        }
        return dialer.open(address);
    }

    private synchronized Connection poll(String origin) {
        return idle.getOrDefault(origin, new ArrayDeque<>()).pollLast();
    }

    private static boolean isUsable(Connection connection) {
        Duration idle = connection.liveness().idle();
        return idle.compareTo(MAX_IDLE) < 0 && connection.isQuiet(idle.compareTo(FRESH) < 0 ? Duration.ZERO : LOOK);
    }

    public synchronized void giveBack(HttpAddress address, Connection connection) {
        if (closed) {
            connection.close();
        } else {
            idle.computeIfAbsent(address.origin(), origin -> new ArrayDeque<>()).addLast(connection);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.values().forEach(waiting -> waiting.forEach(Connection::close));
        idle.clear();
    }
}
