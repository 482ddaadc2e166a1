package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.IOException;

/** What answered does not keep to HTTP/1.1; trying again does not help. Its message is one short printable line. */
public final class HttpFormatException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;

    public HttpFormatException(String message) {
        super(PrintableText.line(message, LONGEST));
    }
}
