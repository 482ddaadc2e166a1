package io.jenkins.plugins.gitlabgenericpackages.client.http;

import java.io.IOException;

/** A redirect that is not followed: final. */
public final class RedirectException extends IOException {
    private static final long serialVersionUID = 1L;

    RedirectException(String message) {
        super(message);
    }
}
