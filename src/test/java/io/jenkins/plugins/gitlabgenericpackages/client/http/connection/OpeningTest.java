package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Peer;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ScriptedServer;
import io.jenkins.plugins.gitlabgenericpackages.client.http.TestKeys;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates.TlsSockets;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What becomes of a connection that was opened, and of one that could not be. */
public class OpeningTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration TO_CONNECT = Duration.ofMinutes(1);
    private static final HttpAddress GITLAB = HttpAddress.parse("https://gitlab.example.com/");
    private static final TestKeys KEYS = TestKeys.ofLoopback();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private final CountDownLatch ended = new CountDownLatch(1);
    private final StallWatch watch = new StallWatch();
    private final List<Socket> sockets = new ArrayList<>();
    private final NetworkStack network = new NetworkStack() {
        @Override
        public Socket socket() {
            Socket socket = new Socket();
            sockets.add(socket);
            return socket;
        }
    };

    @After
    public void stop() {
        watch.close();
    }

    @Test
    public void serverThatDoesNotSpeakTlsSeesTheEnd() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readByte();
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
            awaitEnd(peer);
        });
        HttpAddress address = HttpAddress.parse("https://127.0.0.1:" + server.port() + "/");
        assertThrows(TlsException.class, () -> dialer(KEYS.trusting()).open(address));
        ended.await();
    }

    @Test
    public void connectionToAServerThatIsNotTrustedIsClosed() throws Exception {
        ScriptedServer server = loopback.serve(KEYS.server(), Peer::freeze);
        TlsSockets trusting = new TestKeys("dns:elsewhere.example.com").trusting();
        assertThrows(TlsException.class, () -> dialer(trusting).open(server.address("/")));
        assertTrue(sockets.get(0).isClosed());
    }

    @Test
    public void connectionIsClosedWhereTheTrustedCertificatesCannotBeUsed() throws Exception {
        ScriptedServer server = loopback.serve(this::awaitEnd);
        TlsSockets unusable = () -> {
            throw new IOException("no");
        };
        HttpAddress address = HttpAddress.parse("https://127.0.0.1:" + server.port() + "/");
        assertThrows(IOException.class, () -> dialer(unusable).open(address));
        ended.await();
    }

    @Test
    public void proxyThatRefusesSeesTheEnd() throws Exception {
        ScriptedServer proxy = loopback.serve(peer -> {
            peer.serve("403 Forbidden", "");
            awaitEnd(peer);
        });
        assertThrows(ProxyException.class, () -> through(proxy).open(GITLAB));
        ended.await();
    }

    @Test
    public void proxyIsAtFaultFromStatus500On() throws Exception {
        assertThrows(ProxyException.class, () -> throughOneThatSays("499 x").open(GITLAB));
        ConnectionException broken = assertThrows(
                ConnectionException.class, () -> throughOneThatSays("500 x").open(GITLAB));
        assertTrue(broken.getMessage().endsWith(" has no connection to gitlab.example.com:443 (status 500)"));
    }

    @Test
    public void timeToConnectDoesNotEndAnOpenConnection() throws Exception {
        assertStaysOpen(loopback.serve(OpeningTest::echo));
    }

    @Test
    public void timeToConnectDoesNotEndAnOpenConnectionOverTls() throws Exception {
        assertStaysOpen(loopback.serve(KEYS.server(), OpeningTest::echo));
    }

    private void assertStaysOpen(ScriptedServer server) throws Exception {
        try (Connection connection = dialer(KEYS.trusting()).open(server.address("/"))) {
            connection.closeIfStalled(
                    System.nanoTime() + TO_CONNECT.multipliedBy(2).toNanos());
            assertFalse(sockets.get(0).isClosed());
            connection.out().write('x');
            assertThat(connection.in().read(), is((int) 'x'));
        }
    }

    private static void echo(Peer peer) throws Exception {
        peer.send(String.valueOf((char) peer.readByte()));
        peer.freeze();
    }

    private void awaitEnd(Peer peer) {
        peer.readToEnd();
        ended.countDown();
    }

    private Dialer throughOneThatSays(String status) throws Exception {
        return through(loopback.serve(peer -> peer.serve(status, "")));
    }

    private Dialer through(ScriptedServer proxy) throws Exception {
        return dialer(Optional.of(new ProxySettings("127.0.0.1", proxy.port(), "", "", List.of())), KEYS.trusting());
    }

    private Dialer dialer(TlsSockets tls) {
        return dialer(Optional.empty(), tls);
    }

    private Dialer dialer(Optional<ProxySettings> proxy, TlsSockets tls) {
        return new Dialer(proxy, tls, new Timeouts(TO_CONNECT, LONG, LONG, LONG), watch, network);
    }
}
