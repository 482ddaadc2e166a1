package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;

/** The connections of one origin of the test double. Thread-safe. */
final class Connections implements Connection.Listener {
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Set<Connection> busy = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean closed;

    @Override
    public void onOpened(Connection connection) {
        // With TLS there is a second connection inside, which counts.
        if (!(connection instanceof SslConnection)) {
            accepted.incrementAndGet();
            open.add(connection);
            if (closed) {
                drop(connection);
            }
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
        busy.remove(connection);
    }

    int open() {
        return open.size();
    }

    int accepted() {
        return accepted.get();
    }

    /** A request is under way on the connection. */
    void begin(Connection connection) {
        busy.add(connection);
    }

    /** The connection waits for a request. */
    void end(Connection connection) {
        busy.remove(connection);
    }

    void closeIdle() {
        open.stream().filter(connection -> !busy.contains(connection)).forEach(Connections::drop);
    }

    /** Drops all connections, and those that come yet. */
    void closeAll() {
        closed = true;
        open.forEach(Connections::drop);
    }

    /** Ends a connection without a word, as a machine does that goes down; from any thread. */
    static void drop(Connection connection) {
        EndPoint endPoint = connection.getEndPoint();
        EndPoint socket = endPoint instanceof EndPoint.Wrapper tls ? tls.unwrap() : endPoint;
        socket.close();
    }
}
