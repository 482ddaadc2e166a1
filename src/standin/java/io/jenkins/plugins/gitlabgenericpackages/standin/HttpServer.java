package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * One origin of the test double, on the loopback address, with a thread per connection. The JDK's own server answers
 * {@code 100 Continue} by itself, so it could not refuse an upload before its body.
 */
final class HttpServer implements Closeable {
    private static final int BACKLOG = 512;
    private static final long JOIN_MILLIS = 5_000;

    private final String origin;
    private final SSLContext tls;
    private final HttpHandler handler;
    private final ServerSocketChannel listener;
    private final Map<HttpConnection, Thread> connections = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();

    HttpServer(String origin, int port, SSLContext tls, HttpHandler handler) throws IOException {
        this.origin = origin;
        this.tls = tls;
        this.handler = handler;
        // The family is taken from the address; an IPv6 socket would also be reachable as such.
        InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, port), BACKLOG);
        start(this::accept, "listener");
    }

    URI url() {
        return URI.create((tls == null ? "http" : "https") + "://127.0.0.1:"
                + listener.socket().getLocalPort());
    }

    int openConnections() {
        return connections.size();
    }

    int acceptedConnections() {
        return accepted.get();
    }

    void closeIdle() {
        connections.keySet().forEach(HttpConnection::closeIfIdle);
    }

    private void accept() {
        try {
            while (true) {
                open(listener.accept());
            }
        } catch (IOException e) {
            // The listener was closed: that ends this thread.
        }
    }

    private void open(SocketChannel channel) {
        HttpConnection connection = new HttpConnection(origin, channel, tls, handler);
        Thread thread = new Thread(
                () -> {
                    try {
                        connection.run();
                    } finally {
                        connections.remove(connection);
                    }
                },
                "stand-in " + origin + " connection " + accepted.incrementAndGet());
        thread.setDaemon(true);
        connections.put(connection, thread);
        thread.start();
        if (!listener.isOpen()) {
            connection.close();
        }
    }

    private void start(Runnable task, String name) {
        Thread thread = new Thread(task, "stand-in " + origin + " " + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        connections.keySet().forEach(HttpConnection::close);
    }

    /** Waits for the connections' threads, after closing. */
    void join() {
        for (Thread thread : List.copyOf(connections.values())) {
            try {
                thread.join(JOIN_MILLIS);
            } catch (InterruptedException e) {
                // Closing goes on without waiting; the interruption is the caller's to notice.
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
