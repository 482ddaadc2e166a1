package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Connection;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Headers;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpFormatException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ResponseHead;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The body of an answer, framed as RFC 9112, section 6 says: by its length, in chunks, or by the end of the
 * connection. An end that comes too early is a {@link ConnectionException}, never an end of stream.
 */
final class ResponseBody extends InputStream {
    private static final long UNTIL_CLOSE = -1;

    private final Connection connection;
    private final boolean chunked;
    private final Runnable giveBack;
    private final long length;
    private long left;
    private boolean ended;
    private boolean firstChunk = true;
    private boolean closed;

    /** @param giveBack called on {@link #close} when the connection can serve another request */
    ResponseBody(Connection connection, String method, ResponseHead head, Runnable giveBack)
            throws HttpFormatException {
        this.connection = connection;
        this.giveBack = giveBack;
        String coding = String.join(",", head.headers().all("Transfer-Encoding"));
        boolean empty = method.equals("HEAD") || head.status() == 204 || head.status() == 304;
        this.chunked = !empty && !coding.isEmpty();
        if (chunked && !coding.equalsIgnoreCase("chunked")) {
            throw new HttpFormatException("the answer has an unknown transfer encoding");
        }
        long told = contentLength(head.headers());
        this.length = empty || chunked ? 0 : told;
        this.left = length;
        this.ended = !chunked && length == 0;
    }

    private static long contentLength(Headers headers) throws HttpFormatException {
        String length = null;
        for (String value : headers.all("Content-Length")) {
            if (!value.matches("[0-9]{1,18}") || length != null && !length.equals(value)) {
                throw new HttpFormatException("the answer has no usable Content-Length");
            }
            length = value;
        }
        return length == null ? UNTIL_CLOSE : Long.parseLong(length);
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
        if (chunked && left == 0 && !ended) {
            startChunk();
        }
        if (ended) {
            return -1;
        }
        int most = left == UNTIL_CLOSE ? wanted : (int) Math.min(wanted, left);
        int n = connection.in().read(buffer, offset, most);
        count(n);
        return n;
    }

    private void count(int n) throws ConnectionException {
        if (n >= 0) {
            left -= left == UNTIL_CLOSE ? 0 : n;
            ended = !chunked && left == 0;
        } else if (left == UNTIL_CLOSE) {
            ended = true;
        } else {
            throw new ConnectionException("the connection was closed in the middle of the answer"
                    + (chunked ? "" : ", after " + (length - left) + " of " + length + " bytes"));
        }
    }

    private void startChunk() throws IOException {
        if (!firstChunk && !line().isEmpty()) {
            throw new HttpFormatException("the answer has a chunk of another size than it says");
        }
        firstChunk = false;
        String size = line().split(";", 2)[0].strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new HttpFormatException("the answer has a chunk without a size");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            for (int lines = 0; !line().isEmpty(); lines++) {
                if (lines > 100) {
                    throw new HttpFormatException("the answer has too many trailers");
                }
            }
            ended = true;
        }
    }

    private String line() throws IOException {
        byte[] line = new byte[1024];
        for (int i = 0; i < line.length; i++) {
            int c = connection.in().read();
            if (c < 0) {
                throw new ConnectionException("the connection was closed in the middle of the answer");
            }
            if (c == '\n') {
                return new String(line, 0, i, StandardCharsets.ISO_8859_1).strip();
            }
            line[i] = (byte) c;
        }
        throw new HttpFormatException("the answer has an endless chunk head");
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
