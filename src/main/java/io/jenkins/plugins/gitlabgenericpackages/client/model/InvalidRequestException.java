package io.jenkins.plugins.gitlabgenericpackages.client.model;

/** A parameter, or a combination of them, that can never work. Thrown before anything is sent; the message is for people. */
public final class InvalidRequestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String message) {
        super(message);
    }
}
