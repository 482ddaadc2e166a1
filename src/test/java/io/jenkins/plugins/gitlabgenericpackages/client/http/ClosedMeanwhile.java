package io.jenkins.plugins.gitlabgenericpackages.client.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * A connection whose server answers and then closes it, which this side comes to know by a write that fails. It looks
 * open to whoever looks before. For one thread.
 */
final class ClosedMeanwhile extends MemoryNetwork.MemorySocket {
    private final int fails;
    private final String lastWords;
    private int writes;
    private int lookMillis;
    private InputStream in;
    private boolean closed;

    /** @param fails the write that fails, from 1 */
    ClosedMeanwhile(String answer, int fails) {
        this(answer, fails, "");
    }

    /** @param lastWords what has come when the write fails */
    ClosedMeanwhile(String answer, int fails, String lastWords) {
        super(InputStream.nullInputStream());
        this.in = bytes(answer);
        this.fails = fails;
        this.lastWords = lastWords;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = in.read(buffer, offset, length);
                if (n < 0) {
                    throw lookMillis > 0 ? new SocketTimeoutException() : new SocketException("Connection reset");
                }
                return n;
            }

            @Override
            public int available() throws IOException {
                return in.available();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                write(new byte[1], 0, 1);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                if (++writes >= fails) {
                    in = bytes(lastWords);
                    throw new SocketException("Broken pipe");
                }
            }
        };
    }

    @Override
    public void setSoTimeout(int millis) {
        lookMillis = millis;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }
}
