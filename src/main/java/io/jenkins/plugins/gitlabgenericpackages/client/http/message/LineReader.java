package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the lines between which an answer has its bytes (RFC 9112, section 2.2). Each of them and all together are
 * bounded: who answers may send for ever. Not thread-safe.
 */
public final class LineReader {
    private static final int FIRST = 128;

    private final InputStream in;
    private final String part;
    private final int longest;
    private final int most;
    private int left;

    /**
     * @param part of the answer, as a message calls it
     * @param longest bytes of one line
     * @param most bytes of all lines
     */
    public LineReader(InputStream in, String part, int longest, int most) {
        this.in = in;
        this.part = part;
        this.longest = longest;
        this.most = most;
        this.left = most;
    }

    /**
     * Returns the next line without its end, or null where the connection ends first. A line feed alone ends a line too.
     *
     * @throws HttpFormatException if it is longer than allowed
     */
    public String next() throws IOException {
        byte[] line = new byte[FIRST];
        int length = 0;
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (length == longest) {
                throw new HttpFormatException("a line in " + part + " is longer than " + longest + " bytes");
            }
            count();
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(longest, length * 2));
            }
            line[length++] = (byte) c;
        }
        count();
        return text(line, length > 0 && line[length - 1] == '\r' ? length - 1 : length);
    }

    /** The ends of lines count as well: empty lines may never end either. */
    private void count() throws HttpFormatException {
        if (--left < 0) {
            throw new HttpFormatException(part + " is longer than " + most + " bytes");
        }
    }

    private static String text(byte[] line, int length) {
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }
}
