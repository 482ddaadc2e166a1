package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** Jetty as the test double uses it: some origins on the loopback address, with daemon threads that end on closing. */
public final class WebServer implements Closeable {
    private static final int BACKLOG = 512;
    private static final int MAX_THREADS = 1000;

    private final Handler.Sequence handlers = new Handler.Sequence();
    private final List<Origin> origins = new ArrayList<>();
    private final Server server;
    private final Requests requests;

    /** @param requests where the routes record what arrives */
    public WebServer(Requests requests) {
        this.requests = requests;
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
        threads.setName("stand-in");
        threads.setDaemon(true);
        server = new Server(threads, new ScheduledExecutorScheduler("stand-in timer", true), null);
        server.setHandler(handlers);
    }

    /** Takes a port, 0 for a free one, for an origin that answers from {@link #start} on; returns its base address. */
    public URI listen(String name, int port, SSLContext tls, HttpHandler handler) throws IOException {
        // The family is taken from the address; an IPv6 socket would also be reachable as such.
        InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, port), BACKLOG);
        ServerConnector connector = new ServerConnector(server, null, null, null, 0, 1, Protocols.over(tls));
        connector.setIdleTimeout(0);
        connector.open(listener);
        Connections connections = new Connections();
        connector.addEventListener((Connection.Listener) connections);
        server.addConnector(connector);
        Origin origin = new Origin(name, tls != null, connector, connections);
        handlers.addHandler(new OriginHandler(origin, handler, requests));
        origins.add(origin);
        return origin.url();
    }

    public void start() throws IOException {
        run(server::start);
    }

    public int openConnections() {
        return origins.stream().mapToInt(origin -> origin.connections().open()).sum();
    }

    public int acceptedConnections() {
        return origins.stream()
                .mapToInt(origin -> origin.connections().accepted())
                .sum();
    }

    /** Closes the connections that wait for a request. */
    public void closeIdleConnections() {
        origins.forEach(origin -> origin.connections().closeIdle());
    }

    /** Stops listening and ends all connections, also those that a thread is busy with. */
    public void closeConnections() {
        origins.forEach(Origin::close);
    }

    /** Ends the threads. */
    @Override
    public void close() throws IOException {
        closeConnections();
        run(server::stop);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void run(Step step) throws IOException {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
