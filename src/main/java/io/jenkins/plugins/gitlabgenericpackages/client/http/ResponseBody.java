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
    private IOException broken;
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

    /**
     * Fills the buffer with what has come, and waits only where that is nothing: TLS gives records of 16 KiB, and to
     * write and digest each by itself costs more than to decrypt it. What came before a break is returned first.
     */
    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        if (broken != null) {
            throw broken;
        }
        int count = readSome(buffer, offset, wanted);
        try {
            while (count > 0 && count < wanted && available() > 0) {
                count += Math.max(0, readSome(buffer, offset + count, wanted - count));
            }
        } catch (IOException e) {
            broken = e;
        }
        return count;
    }

    private int readSome(byte[] buffer, int offset, int wanted) throws IOException {
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
        if (n < 0 && left != UNTIL_CLOSE) {
            throw new ConnectionException("the connection was closed in the middle of the answer" + soFar());
        }
        left -= left == UNTIL_CLOSE ? 0 : n;
        ended = n < 0 || !framing.chunked() && left == 0;
        return n;
    }

    /** Returns 1 if reading on need not wait for the network, as far as can be told. */
    @Override
    public int available() throws IOException {
        return !ended && connection.hasMore() ? 1 : 0;
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
