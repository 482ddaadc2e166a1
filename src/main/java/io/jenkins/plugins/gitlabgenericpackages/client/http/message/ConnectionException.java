package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.IOException;

/** The network failed: no connection, a broken or a stalled one. Trying again may help. */
public final class ConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    public ConnectionException(String message) {
        super(message);
    }

    public ConnectionException(String message, IOException cause) {
        super(message, cause);
    }
}
