package io.jenkins.plugins.gitlabgenericpackages.shell;

import java.util.regex.Pattern;

/** Makes what a server sent fit for a terminal, which takes control characters as commands. */
public final class Printable {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

    private Printable() {}

    /** Returns a name, or another text that has to stay on one line. */
    public static String line(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /** Returns a text that may have several lines. */
    public static String text(String text) {
        return text.lines()
                .map(Printable::line)
                .reduce((a, b) -> a + System.lineSeparator() + b)
                .orElse("");
    }
}
