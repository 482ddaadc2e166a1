package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Peer;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ScriptedServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class KeepAliveTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    @Test
    public void systemAsksEveryMinuteWhetherTheOtherSideIsThere() throws Exception {
        ScriptedServer server = loopback.serve(Peer::freeze);
        try (StallWatch watch = new StallWatch();
                Socket socket = new Socket();
                Connection connection = new Connection(socket, new Liveness(LONG, System::nanoTime), watch)) {
            connection.connect(new InetSocketAddress("127.0.0.1", server.port()), LONG);
            assertTrue(socket.getKeepAlive());
            int known = 0;
            for (SocketOption<?> option : socket.supportedOptions()) {
                if (Set.of("TCP_KEEPIDLE", "TCP_KEEPINTERVAL").contains(option.name())) {
                    assertThat(option.name(), socket.getOption(option), is((Object) 60));
                    known++;
                }
            }
            assumeTrue("This system has an interval of its own", known == 2);
        }
    }

    @Test
    public void systemWithoutTheOptionsIsNoObstacle() throws Exception {
        try (Socket socket = new Socket() {
            @Override
            public Set<SocketOption<?>> supportedOptions() {
                return Set.of();
            }
        }) {
            KeepAlive.on(socket);
            assertTrue(socket.getKeepAlive());
        }
    }

    @Test
    public void optionThatCannotBeSetIsNoObstacle() throws Exception {
        try (Socket socket = new Socket() {
            @Override
            public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
                throw new IOException("no");
            }
        }) {
            KeepAlive.on(socket);
            assertTrue(socket.getKeepAlive());
        }
    }
}
