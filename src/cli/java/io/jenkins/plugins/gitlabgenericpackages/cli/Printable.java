package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;

/** Makes what a server sent fit for a terminal, which takes control characters as commands. */
final class Printable {
    private Printable() {}

    /** Returns a name, or another text that has to stay on one line. */
    static String line(String text) {
        return PrintableText.line(text, Integer.MAX_VALUE);
    }

    /** Returns a text that may have several lines. */
    static String text(String text) {
        return text.lines().map(Printable::line).reduce((a, b) -> a + System.lineSeparator() + b).orElse("");
    }
}
