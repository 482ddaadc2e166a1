package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpFormatException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.LineReader;
import java.io.IOException;
import java.io.InputStream;

/** What stands between the bytes of a body that comes in chunks (RFC 9112, section 7.1). Not thread-safe. */
final class Chunks {
    private static final int LONGEST_HEAD = 1024;
    private static final int MOST_TRAILERS = 100;
    private static final int LONGEST_TRAILER = 16 * 1024;
    private static final int MOST_BYTES_OF_TRAILERS = 64 * 1024;

    private final InputStream in;
    private boolean begun;

    Chunks(InputStream in) {
        this.in = in;
    }

    /**
     * Reads on from the end of a chunk to the bytes of the next one, and over the trailers after the last.
     *
     * @return the bytes of the next chunk, 0 if there is none
     */
    long next() throws IOException {
        LineReader lines = new LineReader(in, "a chunk of the answer", LONGEST_HEAD, 2 * LONGEST_HEAD);
        if (begun && !lines.next().isEmpty()) {
            throw new HttpFormatException("the answer has a chunk of another size than it says");
        }
        begun = true;
        String size = lines.next().split(";", 2)[0];
        if (!size.matches("[0-9a-fA-F]{1,15}[ \t]*")) {
            throw new HttpFormatException("the answer has a chunk without a size");
        }
        long length = Long.parseLong(size.strip(), 16);
        if (length == 0) {
            // Nothing that the trailers may say is needed.
            LineReader trailers = new LineReader(in, "the end of the answer", LONGEST_TRAILER, MOST_BYTES_OF_TRAILERS);
            for (int count = 0; !trailers.next().isEmpty(); count++) {
                if (count == MOST_TRAILERS) {
                    throw new HttpFormatException("the answer has too many trailers");
                }
            }
        }
        return length;
    }
}
