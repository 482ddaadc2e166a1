package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Status line and headers of an answer (RFC 9112, sections 4 and 5). What the server calls the status is left out. */
public record ResponseHead(int status, boolean http11, Headers headers) {
    private static final int MOST_BYTES = 64 * 1024;

    /** Enough for every policy and cookie that is in use, and a quarter of what all headers may take. */
    private static final int LONGEST_LINE = 16 * 1024;

    private static final int STATUS = "HTTP/1.1 ".length();

    /**
     * Reads one head, be it of an interim answer (1xx) or of the final one.
     *
     * @throws ConnectionException if the connection ends first
     * @throws HttpFormatException if it is none, or longer than any server has reason for
     */
    public static ResponseHead read(InputStream in) throws IOException {
        LineReader lines = new LineReader(in, "the head of the answer", LONGEST_LINE, MOST_BYTES);
        String line = lines.next();
        while (line != null && line.isEmpty()) {
            // Some servers end a body with a line break of its own (RFC 9112, section 2.2).
            line = lines.next();
        }
        if (line == null) {
            throw new ConnectionException("the connection was closed without a complete answer");
        }
        int status = status(line);
        return new ResponseHead(status, line.startsWith("HTTP/1.1"), FieldLines.read(lines));
    }

    private static int status(String line) throws HttpFormatException {
        boolean http = line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 ");
        int end = STATUS + 3;
        if (!http || line.length() < end || line.length() > end && line.charAt(end) != ' ') {
            throw new HttpFormatException("the answer is not HTTP/1.1");
        }
        int status = 0;
        for (int i = STATUS; i < end; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new HttpFormatException("the answer is not HTTP/1.1");
            }
            status = status * 10 + digit;
        }
        if (status < 100 || status > 599) {
            throw new HttpFormatException("the answer is not HTTP/1.1");
        }
        return status;
    }

    public boolean isInterim() {
        return status < 200;
    }

    /** Not after an answer with two framings either: what comes next may belong to it (RFC 9112, section 6.3). */
    public boolean keepsConnection() {
        boolean framedTwice = headers.first("Transfer-Encoding").isPresent()
                && headers.first("Content-Length").isPresent();
        return http11
                && !framedTwice
                && headers.all("Connection").stream()
                        .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
    }
}
