package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;

/** A parameter, or a combination of them, that can never work. Thrown before anything is sent; the message is for people. */
public final class InvalidRequestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 1000;

    public InvalidRequestException(String message) {
        // It quotes parameters, which may come from whoever may start a build.
        super(PrintableText.line(message, MOST) + unreplaced(message));
    }

    /** Returns what was given, for behind the name of its parameter; nothing of an address that may hold a secret. */
    public static String quoted(String given) {
        return given.matches("(?s).*://.*[@?#].*") ? " (an address, not shown)" : " '" + given + "'";
    }

    /** Returns a sentence that goes behind a text with a variable that nobody replaced; empty if there is none in it. */
    public static String unreplaced(String text) {
        return text.contains("${")
                ? ". Nothing has replaced ${…} in it: single quotes keep it as it is, double quotes do not"
                : "";
    }
}
