package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.IOException;

/** Ends a connection of the test double without an answer, on purpose. */
final class ConnectionDropped extends IOException {
    private static final long serialVersionUID = 1;

    ConnectionDropped() {
        super("dropped on demand");
    }
}
