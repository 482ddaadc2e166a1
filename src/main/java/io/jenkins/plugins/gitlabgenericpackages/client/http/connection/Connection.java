package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One connection to an origin, over TLS or not. One thread uses it at a time, except while a body is sent: then a
 * second one reads the answer. {@link #close} may come from any thread and ends whatever the connection is doing.
 */
public final class Connection implements Closeable {
    private final Socket socket;
    private final Liveness liveness;
    private final StallWatch watch;
    private InputStream in;
    private OutputStream out;

    /**
     * Watched from here on, so that an abort ends the attempt to connect as well.
     *
     * @param socket not connected
     */
    Connection(Socket socket, Liveness liveness, StallWatch watch) {
        this.socket = socket;
        this.liveness = liveness;
        this.watch = watch;
        watch.add(this);
    }

    /** @param timeout until {@link Liveness#ready}: the proxy and the origin may have to agree to more than this */
    void connect(InetSocketAddress address, Duration timeout) throws IOException {
        liveness.readyWithin(timeout);
        socket.setTcpNoDelay(true);
        KeepAlive.on(socket);
        socket.connect(address, Math.toIntExact(timeout.toMillis()));
        use(socket);
    }

    /** Puts TLS above what is connected, for that host and no other. */
    void secure(SSLSocketFactory tls, HttpAddress address) throws IOException {
        SSLSocket secured =
                SSLSocket.class.cast(tls.createSocket(socket, address.certifiedHost(), address.port(), false));
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        use(secured);
    }

    private void use(Socket layer) throws IOException {
        in = new BufferedInputStream(liveness.watch(layer.getInputStream()), 16 * 1024);
        out = liveness.watch(layer.getOutputStream());
    }

    Liveness liveness() {
        return liveness;
    }

    public InputStream in() {
        return in;
    }

    /** Returns whether something is here to be read, or has come of the record of TLS that is read next. */
    public boolean hasMore() throws IOException {
        return in.available() > 0 || socket.getInputStream().available() > 0;
    }

    public OutputStream out() {
        return out;
    }

    /** Allows that much time without a byte from now on. */
    public void limit(Duration newLimit) {
        liveness.limit(newLimit);
    }

    /**
     * Returns whether nothing has come since the last answer: neither the end nor an answer that nobody asked for.
     *
     * @param look how long to look; with zero only what has arrived is seen
     */
    boolean isQuiet(Duration look) {
        try {
            return in.available() == 0 && (look.isZero() || !hasInputWithin(look));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean hasInputWithin(Duration timeout) throws IOException {
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        try {
            in.read();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    public void countRequest() {
        liveness.asked();
    }

    /** Returns whether a failure may only mean that the server had closed the connection before this request. */
    public boolean mayBeStale() {
        return liveness.mayBeStale();
    }

    /** Makes a write that another thread is in fail at once, while what has arrived can still be read. */
    public void stopWriting() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // It is closed already, and the writer has noticed.
        }
    }

    void closeIfStalled(long now) {
        if (liveness.isOver(now)) {
            close();
        }
    }

    @Override
    public void close() {
        watch.remove(this);
        try {
            // The TCP socket is closed, not the TLS one: that could wait for a lock or for the other side.
            socket.close();
        } catch (IOException e) {
            // There is nothing left to save of a connection that is given up.
        }
    }
}
