package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import java.io.IOException;

/** What answered does not keep to HTTP/1.1; trying again does not help. */
public final class HttpFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    public HttpFormatException(String message) {
        super(message);
    }
}
