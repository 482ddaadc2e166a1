package io.jenkins.plugins.gitlabgenericpackages.client.http;

import java.io.IOException;

/** A kept connection turned out closed before anything of this request was worked on. */
final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    StaleConnectionException(IOException cause) {
        super(cause);
    }
}
