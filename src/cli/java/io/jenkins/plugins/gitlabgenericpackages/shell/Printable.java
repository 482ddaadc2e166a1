package io.jenkins.plugins.gitlabgenericpackages.shell;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;

/** Makes what a server sent fit for a terminal, which takes control characters as commands. */
public final class Printable {
    private Printable() {}

    /** Returns a name, or another text that has to stay on one line. */
    public static String line(String text) {
        return PrintableText.line(text, Integer.MAX_VALUE);
    }

    /** Returns a text that may have several lines. */
    public static String text(String text) {
        return text.lines()
                .map(Printable::line)
                .reduce((a, b) -> a + System.lineSeparator() + b)
                .orElse("");
    }
}
