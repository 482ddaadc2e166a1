package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;

/** A parameter, or a combination of them, that can never work. Thrown before anything is sent; the message is for people. */
public final class InvalidRequestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 1000;

    public InvalidRequestException(String message) {
        // It quotes parameters, which may come from whoever may start a build.
        super(PrintableText.line(message, MOST) + Unreplaced.hint(message));
    }
}
