package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import java.net.URI;
import org.eclipse.jetty.server.ServerConnector;

/** One scheme, host and port that the test double answers at. Thread-safe. */
record Origin(String name, boolean secure, ServerConnector connector, Connections connections) {
    URI url() {
        return URI.create((secure ? "https" : "http") + "://127.0.0.1:" + connector.getLocalPort());
    }

    /** Stops listening and ends all connections. */
    void close() {
        connector.close();
        connections.closeAll();
    }
}
