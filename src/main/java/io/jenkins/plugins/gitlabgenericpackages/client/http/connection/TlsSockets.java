package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.io.IOException;
import javax.net.ssl.SSLSocketFactory;

/** Where sockets for https come from. Asked with the first of them: to read Java's authorities takes its time. Thread-safe. */
@FunctionalInterface
public interface TlsSockets {
    /** @throws IOException if this Java's own settings for TLS cannot be used */
    SSLSocketFactory factory() throws IOException;
}
