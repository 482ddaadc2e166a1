package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file an answer with the status 206 holds, by its header {@code Content-Range} (RFC 9110, section
 * 14.4). The server says so: whether it is what was asked for is for the caller to compare.
 *
 * @param first position of the first byte, from 0
 * @param last position of the last byte, not less than {@code first}
 * @param total bytes of the whole file, more than {@code last}; empty if the server does not know
 */
public record ContentRange(long first, long last, OptionalLong total) {
    /** Up to 18 digits are a {@code long}; nobody has longer files. */
    private static final Pattern RANGE = Pattern.compile("(?i)bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

    private static final Pattern UNSATISFIED = Pattern.compile("(?i)bytes \\*/([0-9]{1,18})");

    /** @throws IllegalArgumentException if there is no such range */
    public ContentRange {
        if (first < 0 || last < first || total.isPresent() && total.getAsLong() <= last) {
            throw new IllegalArgumentException("no range of a file");
        }
    }

    /** Returns the range that the header's value says, or nothing if it says none that can be. */
    public static Optional<ContentRange> parse(String value) {
        Matcher range = RANGE.matcher(value);
        if (!range.matches()) {
            return Optional.empty();
        }
        OptionalLong total =
                range.group(3).equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(range.group(3)));
        try {
            return Optional.of(new ContentRange(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)), total));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the bytes of the whole file that the refusal of a range (status 416) tells, if it does. */
    public static OptionalLong totalOfRefusal(String value) {
        Matcher unsatisfied = UNSATISFIED.matcher(value);
        return unsatisfied.matches() ? OptionalLong.of(Long.parseLong(unsatisfied.group(1))) : OptionalLong.empty();
    }

    /** Returns how many bytes the range has. */
    public long length() {
        return last - first + 1;
    }
}
