package io.jenkins.plugins.gitlabgenericpackages.client.model;

import java.io.IOException;

/** A transfer failed for good. The message is for people: what, where, why, and what to try. */
public class RegistryException extends IOException {
    private static final long serialVersionUID = 1L;

    public RegistryException(String message) {
        super(message);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
