package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
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
    private final Socket socket = new Socket();
    private final StallWatch watch;
    private InputStream in;
    private OutputStream out;
    private volatile long lastByte = System.nanoTime();
    private volatile Duration limit;
    private volatile Duration stalledFor;
    private volatile boolean heard;
    private int requests;

    /** Watched from here on, so that an abort ends the attempt to connect as well. */
    public Connection(Duration limit, StallWatch watch) {
        this.limit = limit;
        this.watch = watch;
        watch.add(this);
    }

    public void connect(InetSocketAddress address, Duration timeout) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(address, Math.toIntExact(timeout.toMillis()));
        use(socket);
    }

    /** Puts TLS above what is connected, for that host and no other. */
    void secure(SSLSocketFactory tls, HttpAddress address) throws IOException {
        SSLSocket secured = SSLSocket.class.cast(tls.createSocket(socket, address.bareHost(), address.port(), false));
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        use(secured);
    }

    private void use(Socket layer) throws IOException {
        in = new BufferedInputStream(new WatchedInput(layer.getInputStream()), 16 * 1024);
        out = new WatchedOutput(layer.getOutputStream());
    }

    public InputStream in() {
        return in;
    }

    public OutputStream out() {
        return out;
    }

    /** Allows that much time without a byte from now on. */
    public void limit(Duration newLimit) {
        lastByte = System.nanoTime();
        limit = newLimit;
    }

    /** Waits for something to read, be it the end, and leaves it there; returns whether it came in that time. */
    public boolean awaitInput(Duration timeout) throws ConnectionException {
        try {
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            boolean came = hasInput();
            socket.setSoTimeout(0);
            return came;
        } catch (IOException e) {
            throw explain(e);
        }
    }

    private boolean hasInput() throws IOException {
        in.mark(1);
        try {
            in.read();
            in.reset();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /**
     * Returns whether nothing has come since the last answer: neither the end nor an answer that nobody asked for.
     *
     * @param look how long to look; with zero only what has arrived is seen
     */
    boolean isQuiet(Duration look) {
        try {
            return in.available() == 0 && (look.isZero() || !awaitInput(look));
        } catch (IOException e) {
            return false;
        }
    }

    public void countRequest() {
        requests++;
        heard = false;
    }

    /** Returns whether a failure may only mean that the server had closed the connection before this request. */
    public boolean mayBeStale() {
        return requests > 1 && !heard && stalledFor == null;
    }

    Duration idle() {
        return Duration.ofNanos(System.nanoTime() - lastByte);
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
        Duration allowed = limit;
        if (now - lastByte > allowed.toNanos()) {
            // What is said of it must not change with a later limit.
            stalledFor = allowed;
            close();
        }
    }

    /** Returns what {@code failure} means to someone who reads the log. */
    ConnectionException explain(IOException failure) {
        if (failure instanceof ConnectionException explained) {
            return explained;
        }
        if (stalledFor != null) {
            return new ConnectionException("no byte for " + stalledFor.toSeconds() + " s", failure);
        }
        String reason = failure.getMessage();
        return new ConnectionException(reason == null ? "the connection broke" : reason, failure);
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

    private final class WatchedInput extends FilterInputStream {
        WatchedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int n = in.read(buffer, offset, length);
                lastByte = System.nanoTime();
                heard = heard || n > 0;
                return n;
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                throw explain(e);
            }
        }
    }

    private final class WatchedOutput extends FilterOutputStream {
        WatchedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            try {
                out.write(buffer, offset, length);
                lastByte = System.nanoTime();
            } catch (IOException e) {
                throw explain(e);
            }
        }
    }
}
