package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.IOException;

/**
 * The network failed: no connection, a broken or a stalled one. Trying again may help. Its message is one printable line,
 * whatever words of the other side are in it.
 */
public final class ConnectionException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;

    private final String hint;

    public ConnectionException(String message) {
        this(message, "", null);
    }

    public ConnectionException(String message, IOException cause) {
        this(message, "", cause);
    }

    /** @param hint what to try should it stay so; not part of the message */
    public ConnectionException(String message, String hint, IOException cause) {
        super(PrintableText.line(message, LONGEST), cause);
        this.hint = hint;
    }

    /** Returns what to try should it stay so; may be empty. */
    public String hint() {
        return hint;
    }
}
