package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A socket that is connected at once, but to nobody: what comes is fixed, what is sent gets lost. */
class SocketToNowhere extends Socket {
    private final InputStream in;
    private final AtomicInteger closings = new AtomicInteger();

    SocketToNowhere(InputStream in) {
        this.in = in;
    }

    /** Returns what comes from somebody who is there and says nothing, however long one looks. */
    static InputStream silence() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketTimeoutException();
            }
        };
    }

    /** Returns how often it was closed. */
    int closings() {
        return closings.get();
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {}

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public void close() throws IOException {
        closings.incrementAndGet();
        super.close();
    }
}
