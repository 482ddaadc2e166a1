package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The body of one request to the test double, of fixed length or chunked. {@code 100 Continue} is sent with the first
 * read, so that a route can refuse before. Used by the connection's thread only.
 */
final class RequestBody extends InputStream {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final InputStream in;
    private final OutputStream out;
    private final RecordedRequest record;
    private final boolean chunked;
    private boolean continueExpected;
    private boolean last;
    /** Bytes left of the body, or of the chunk when chunked. */
    private long left;

    RequestBody(InputStream in, OutputStream out, Headers headers, RecordedRequest record) {
        this.in = in;
        this.out = out;
        this.record = record;
        chunked = headers.says("Transfer-Encoding", "chunked");
        left = chunked ? 0 : Math.max(0, headers.number("Content-Length"));
        last = !chunked;
        continueExpected = headers.says("Expect", "100-continue");
    }

    /** Whether the next request follows on the connection. */
    boolean finished() {
        return last && left == 0;
    }

    void withholdContinue() {
        continueExpected = false;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (finished()) {
            return -1;
        }
        if (continueExpected) {
            continueExpected = false;
            record.continuing();
            out.write(CONTINUE);
            out.flush();
        }
        if (left == 0) {
            nextChunk();
            if (last) {
                return -1;
            }
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("The body ended early");
        }
        left -= count;
        record.received(count);
        if (chunked && left == 0) {
            HttpRequest.readLine(in);
        }
        return count;
    }

    private void nextChunk() throws IOException {
        String size = HttpRequest.readLine(in).replaceFirst(";.*", "").trim();
        if (!size.matches("[0-9A-Fa-f]{1,15}")) {
            throw new IOException("No chunk size: " + size);
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            last = true;
            while (!HttpRequest.readLine(in).isEmpty()) {
                // trailers have no meaning here
            }
        }
    }
}
