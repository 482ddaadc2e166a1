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
    private final InputStream in;
    private final String part;
    private final int longest;
    private final int most;
    private byte[] line = new byte[128];
    private int left;

    /**
     * @param part of the answer, as a message calls it
     * @param longest bytes of one line
     * @param most bytes of all lines, with their ends: empty lines may never end either
     */
    public LineReader(InputStream in, String part, int longest, int most) {
        this.in = in;
        this.part = part;
        this.longest = longest;
        this.most = most;
        this.left = most;
    }

    /**
     * Returns the next line without its end. A line feed alone ends a line too.
     *
     * @throws ConnectionException if the connection ends first
     * @throws HttpFormatException if it is longer than allowed
     */
    public String next() throws IOException {
        for (int length = 0; ; length++) {
            int c = in.read();
            if (c < 0) {
                throw new ConnectionException("the connection was closed without a complete answer");
            }
            if (c != '\n' && length == longest) {
                throw new HttpFormatException("a line in " + part + " is longer than " + longest + " bytes");
            }
            if (--left < 0) {
                throw new HttpFormatException(part + " is longer than " + most + " bytes");
            }
            if (c == '\n') {
                int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
                return new String(line, 0, end, StandardCharsets.UTF_8);
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length] = (byte) c;
        }
    }
}
