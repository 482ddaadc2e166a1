package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Status line and headers of an answer (RFC 9112, sections 4 and 5). What the server calls the status is left out. */
public record ResponseHead(int status, boolean http11, Headers headers) {
    private static final int MOST_INTERIM = 20;
    private static final int MOST_BYTES = 64 * 1024;

    /** Enough for every policy and cookie that is in use, and a quarter of what all headers may take. */
    private static final int LONGEST_LINE = 16 * 1024;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-5][0-9]{2})( .*)?", Pattern.DOTALL);

    /**
     * Reads the heads that answer one request: interim ones (1xx), and after a few of them at the most the final one
     * (RFC 9110, section 15.2), which is returned.
     *
     * @param onContinue called at each {@code 100 Continue}
     */
    public static ResponseHead readFinal(InputStream in, Runnable onContinue) throws IOException {
        for (int interim = 0; interim <= MOST_INTERIM; interim++) {
            ResponseHead head = read(in);
            if (head.status() >= 200) {
                return head;
            }
            if (head.status() == 101) {
                throw new HttpFormatException("the answer goes over to another protocol, which nobody asked for");
            }
            if (head.status() == 100) {
                onContinue.run();
            }
        }
        throw new HttpFormatException("more than " + MOST_INTERIM + " interim answers came before the final one");
    }

    /**
     * Reads one head, be it of an interim answer or of the final one.
     *
     * @throws ConnectionException if the connection ends first
     * @throws HttpFormatException if it is none, or longer than any server has reason for
     */
    static ResponseHead read(InputStream in) throws IOException {
        LineReader lines = new LineReader(in, "the head of the answer", LONGEST_LINE, MOST_BYTES);
        String line = lines.next();
        while (line.isEmpty()) {
            // Some servers end a body with a line break of its own (RFC 9112, section 2.2).
            line = lines.next();
        }
        Matcher status = STATUS_LINE.matcher(line);
        if (!status.matches()) {
            throw new HttpFormatException("the answer is not HTTP/1.1");
        }
        return new ResponseHead(
                Integer.parseInt(status.group(2)), status.group(1).equals("1"), FieldLines.read(lines));
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
