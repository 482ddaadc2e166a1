package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.IOException;

/** Reads header fields up to the empty line that ends them (RFC 9112, section 5). */
final class FieldLines {
    private static final int MOST = 200;

    /** Characters of a name besides letters and digits (RFC 9110, section 5.6.2). */
    private static final String IN_NAMES = "!#$%&'*+-.^_`|~";

    private FieldLines() {}

    static Headers read(LineReader lines) throws IOException {
        Headers headers = new Headers();
        StringBuilder field = new StringBuilder();
        for (int count = 0; ; ) {
            String line = lines.next();
            if (line == null) {
                throw new ConnectionException("the connection was closed without a complete answer");
            }
            if (isFolded(line)) {
                if (field.isEmpty()) {
                    throw new HttpFormatException("the answer has a header line without a name");
                }
                // A line break within a value stands for a space (section 5.2).
                field.append(' ').append(withoutBlanks(line));
                continue;
            }
            if (!field.isEmpty()) {
                add(headers, field.toString());
            }
            if (line.isEmpty()) {
                return headers;
            }
            if (++count > MOST) {
                throw new HttpFormatException("the answer has more than " + MOST + " headers");
            }
            field = new StringBuilder(withoutBlanks(line));
        }
    }

    private static boolean isFolded(String line) {
        return line.startsWith(" ") || line.startsWith("\t");
    }

    private static void add(Headers headers, String field) throws HttpFormatException {
        int colon = field.indexOf(':');
        if (colon <= 0 || !field.chars().limit(colon).allMatch(FieldLines::isInNames)) {
            throw new HttpFormatException("the answer has a header line without a name");
        }
        try {
            headers.add(field.substring(0, colon), withoutBlanks(field.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new HttpFormatException("the answer has a header with a control character");
        }
    }

    private static boolean isInNames(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || IN_NAMES.indexOf(c) >= 0;
    }

    /** Only spaces and tabs are blanks around a value, whatever else Unicode has (RFC 9110, section 5.6.3). */
    private static String withoutBlanks(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
