package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Set;

/**
 * Lets the system ask every minute whether the other side is there. GitLab may work for many minutes on a large file
 * before it answers, and whatever stands between drops connections that are silent for less (RFC 9293, section 3.8.4).
 */
final class KeepAlive {
    private static final Set<String> OPTIONS = Set.of("TCP_KEEPIDLE", "TCP_KEEPINTERVAL");
    private static final int SECONDS = 60;

    private KeepAlive() {}

    @SuppressWarnings("unchecked") // The type is asked for.
    static void on(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        for (SocketOption<?> option : socket.supportedOptions()) {
            // By name: they are the JDK's own (jdk.net.ExtendedSocketOptions), and not every Java and system has them.
            if (OPTIONS.contains(option.name()) && option.type() == Integer.class) {
                try {
                    socket.setOption((SocketOption<Integer>) option, SECONDS);
                } catch (IOException | UnsupportedOperationException e) {
                    // The system's own interval, which may be hours, is better than no connection.
                }
            }
        }
    }
}
