package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Connection;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Framing;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of an answer, never more of it than its framing allows. An end that comes too early is a
 * {@link ConnectionException}, never an end of stream.
 */
final class ResponseBody extends InputStream {
    private static final long UNTIL_CLOSE = -1;

    private final Connection connection;
    private final Framing framing;
    private final Chunks chunks;
    private final Runnable giveBack;

    /** Bytes up to the end of the body, or of the chunk. */
    private long left;

    private boolean ended;
    private boolean closed;

    /** @param giveBack called on {@link #close} when the connection can serve another request */
    ResponseBody(Connection connection, Framing framing, Runnable giveBack) {
        this.connection = connection;
        this.framing = framing;
        this.giveBack = giveBack;
        this.chunks = new Chunks(connection.in());
        this.left = framing.chunked() ? 0 : framing.length().orElse(UNTIL_CLOSE);
        this.ended = !framing.chunked() && left == 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        if (framing.chunked() && left == 0 && !ended) {
            left = chunks.next();
            ended = left == 0;
        }
        if (ended) {
            return -1;
        }
        int most = left == UNTIL_CLOSE ? wanted : (int) Math.min(wanted, left);
        int n = connection.in().read(buffer, offset, most);
        count(n);
        return n;
    }

    /** Returns 1 if reading on need not wait for the network, as far as can be told. */
    @Override
    public int available() throws IOException {
        return !ended && connection.hasMore() ? 1 : 0;
    }

    private void count(int n) throws ConnectionException {
        if (n >= 0) {
            left -= left == UNTIL_CLOSE ? 0 : n;
            ended = !framing.chunked() && left == 0;
        } else if (left == UNTIL_CLOSE) {
            ended = true;
        } else {
            throw new ConnectionException("the connection was closed in the middle of the answer" + soFar());
        }
    }

    private String soFar() {
        if (framing.length().isEmpty()) {
            return "";
        }
        long length = framing.length().getAsLong();
        return ", after " + (length - left) + " of " + length + " bytes";
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (ended && left != UNTIL_CLOSE) {
            giveBack.run();
        } else {
            connection.close();
        }
    }
}
