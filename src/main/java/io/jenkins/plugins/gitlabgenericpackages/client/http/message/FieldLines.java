package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads header fields up to the empty line that ends them (RFC 9112, section 5). */
final class FieldLines {
    private static final int MOST = 200;

    /** A name of the characters that RFC 9110 allows (section 5.6.2), and a value. */
    private static final Pattern FIELD = Pattern.compile("([\\w!#$%&'*+.^`|~-]+):(.*)", Pattern.DOTALL);

    private FieldLines() {}

    static Headers read(LineReader lines) throws IOException {
        Headers headers = new Headers();
        String line = lines.next();
        for (int count = 1; !line.isEmpty(); count++) {
            if (count > MOST) {
                throw new HttpFormatException("the answer has more than " + MOST + " headers");
            }
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                throw new HttpFormatException("the answer has a header line without a name");
            }
            StringBuilder value = new StringBuilder(withoutBlanks(field.group(2)));
            for (line = lines.next(); !line.isEmpty() && isBlank(line.charAt(0)); line = lines.next()) {
                // A line break within a value stands for a space (section 5.2).
                value.append(' ').append(withoutBlanks(line));
            }
            try {
                headers.add(field.group(1), withoutBlanks(value.toString()));
            } catch (IllegalArgumentException e) {
                throw new HttpFormatException("the answer has a header with a control character");
            }
        }
        return headers;
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
