package io.jenkins.plugins.gitlabgenericpackages.standin.downloads;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a file that a request to the test double asked for; {@code end} is exclusive. */
record ByteRange(long start, long end) {
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** Returns the part a Range field means, or null when it is none that a server has to understand. */
    static ByteRange of(String field, long size) {
        Matcher matcher = SINGLE.matcher(field == null ? "" : field.trim());
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return null;
        }
        if (matcher.group(1).isEmpty()) {
            return new ByteRange(Math.max(0, size - Long.parseLong(matcher.group(2))), size);
        }
        long start = Long.parseLong(matcher.group(1));
        long end = matcher.group(2).isEmpty() ? size : Math.min(size, Long.parseLong(matcher.group(2)) + 1);
        return new ByteRange(start, end);
    }

    boolean isSatisfiable() {
        return start < end;
    }

    long length() {
        return end - start;
    }
}
