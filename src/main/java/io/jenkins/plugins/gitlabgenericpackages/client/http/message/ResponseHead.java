package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Status line and headers of an answer (RFC 9112, sections 4 and 5). */
public record ResponseHead(int status, boolean http11, Headers headers) {
    private static final int MAX_BYTES = 64 * 1024;

    /** Reads one head, be it of an interim answer (1xx) or of the final one. */
    public static ResponseHead read(InputStream in) throws IOException {
        HeadReader reader = new HeadReader(in);
        String line = reader.line();
        if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
            throw new HttpFormatException("the answer is not HTTP/1.1");
        }
        int status = Integer.parseInt(line.substring(9, 12));
        Headers headers = new Headers();
        for (String header = reader.line(); !header.isEmpty(); header = reader.line()) {
            int colon = header.indexOf(':');
            if (colon <= 0 || !header.substring(0, colon).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw new HttpFormatException("the answer has a header line without a name");
            }
            try {
                headers.add(
                        header.substring(0, colon), header.substring(colon + 1).strip());
            } catch (IllegalArgumentException e) {
                throw new HttpFormatException("the answer has a header with a control character");
            }
        }
        return new ResponseHead(status, line.startsWith("HTTP/1.1"), headers);
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

    private static final class HeadReader {
        private final InputStream in;
        private int left = MAX_BYTES;

        HeadReader(InputStream in) {
            this.in = in;
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new ConnectionException("the connection was closed without a complete answer");
                }
                if (--left < 0) {
                    throw new HttpFormatException("the head of the answer is longer than " + MAX_BYTES + " bytes");
                }
                line.append((char) c);
            }
            int length = line.length();
            if (length > 0 && line.charAt(length - 1) == '\r') {
                line.setLength(length - 1);
            }
            String text = line.toString();
            return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }
}
