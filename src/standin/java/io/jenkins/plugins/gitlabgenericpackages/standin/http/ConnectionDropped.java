package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import java.io.IOException;

/** Ends a connection of the test double without an answer, on purpose. */
public final class ConnectionDropped extends IOException {
    private static final long serialVersionUID = 1;

    public ConnectionDropped() {
        super("dropped on demand");
    }
}
