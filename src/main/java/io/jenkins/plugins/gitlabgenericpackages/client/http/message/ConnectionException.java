package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.IOException;

/**
 * The network failed: no connection, a broken or a stalled one. Trying again may help. Its message is one printable line,
 * whatever words of the other side are in it.
 */
public final class ConnectionException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;

    public ConnectionException(String message) {
        super(PrintableText.line(message, LONGEST));
    }

    public ConnectionException(String message, IOException cause) {
        super(PrintableText.line(message, LONGEST), cause);
    }
}
