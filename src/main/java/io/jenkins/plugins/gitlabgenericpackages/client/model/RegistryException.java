package io.jenkins.plugins.gitlabgenericpackages.client.model;

import java.io.IOException;
import java.time.Duration;

/** A transfer failed for good. The message is for people: what, where, why, and what to try. */
public class RegistryException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long pauseMillis;

    public RegistryException(String message) {
        this(message, null);
    }

    public RegistryException(String message, Throwable cause) {
        this(message, cause, Duration.ZERO);
    }

    /** @param pause how long the server asks to be left alone; zero if it does not say */
    public RegistryException(String message, Throwable cause, Duration pause) {
        super(message, cause);
        this.pauseMillis = pause.toMillis();
    }

    /** Returns how long the server asks to be left alone; zero if it does not say. */
    public Duration pause() {
        return Duration.ofMillis(pauseMillis);
    }
}
