package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Wherever a connection may hang, the limit on the time without a byte ends it. */
public class StallTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Timeouts STALL = new Timeouts(LONG, SHORT, LONG, LONG);
    private static final Timeouts HURRY = new Timeouts(Duration.ofSeconds(2), LONG, LONG, LONG);

    private static final TestKeys KEYS = TestKeys.ofLoopback();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    @Test
    public void waitingForAnAnswer() throws Exception {
        ScriptedServer server = loopback.serve(Peer::freeze);
        assertStalls(() -> get(loopback.transport(STALL), server.address("/")));
        assertThat(server.connections(), is(1));
    }

    @Test
    public void waitingForAnAnswerOnAKeptConnection() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.serve("200 OK", "first");
            peer.freeze();
        });
        HttpTransport transport = loopback.transport(STALL);
        get(transport, server.address("/"));
        assertStalls(() -> get(transport, server.address("/")));
        assertThat(server.connections(), is(1));
    }

    @Test
    public void readingABody() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            peer.freeze();
        });
        assertStalls(() -> get(loopback.transport(STALL), server.address("/")));
    }

    @Test
    public void readingABodyOverTls() throws Exception {
        ScriptedServer server = loopback.serve(KEYS.server(), peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            peer.freeze();
        });
        assertStalls(() -> get(loopback.transport(STALL, KEYS.trusting()), server.address("/")));
    }

    @Test
    public void writingABody() throws Exception {
        ScriptedServer server = loopback.serve(StallTest::permitAndFreeze);
        assertStalls(() -> put(STALL, server, Bytes.MORE_THAN_BUFFERS));
    }

    @Test
    public void writingABodyOverTls() throws Exception {
        ScriptedServer server = loopback.serve(KEYS.server(), StallTest::permitAndFreeze);
        assertStalls(() -> put(STALL, server, Bytes.MORE_THAN_BUFFERS));
    }

    @Test
    public void waitingForPermission() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            peer.freeze();
        });
        assertStalls(() -> put(STALL, server, 1 << 20));
    }

    @Test
    public void waitingForTheAnswerToAnUpload() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 100 Continue\r\n\r\n");
            peer.readBody(1 << 20);
            peer.freeze();
        });
        assertStalls(() -> put(new Timeouts(LONG, LONG, SHORT, LONG), server, 1 << 20));
    }

    @Test
    public void agreeingOnTls() throws Exception {
        ScriptedServer server = loopback.serve(Peer::freeze);
        HttpAddress address = HttpAddress.parse("https://127.0.0.1:" + server.port() + "/");
        assertStalls(() -> get(loopback.transport(STALL), address));
    }

    @Test
    public void askingAProxyForATunnel() throws Exception {
        ScriptedServer server = loopback.serve(Peer::freeze);
        ProxySettings proxy = new ProxySettings("127.0.0.1", server.port(), "", "", List.of());
        try (HttpTransport transport = new HttpTransport(Optional.of(proxy), TrustedCertificates.sockets(""), STALL)) {
            assertStalls(() -> get(transport, HttpAddress.parse("https://gitlab.example.com/")));
        }
    }

    /** Also where bytes come all the time: then only the time to connect can end it. */
    @Test
    public void agreeingOnTlsIsPartOfConnecting() throws Exception {
        ScriptedServer server = loopback.serve(Peer::freeze);
        HttpAddress address = HttpAddress.parse("https://127.0.0.1:" + server.port() + "/");
        assertNotConnected(() -> get(loopback.transport(HURRY), address));
    }

    @Test
    public void askingAProxyForATunnelIsPartOfConnecting() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 2");
            peer.freeze();
        });
        ProxySettings proxy = new ProxySettings("127.0.0.1", server.port(), "", "", List.of());
        try (HttpTransport transport = new HttpTransport(Optional.of(proxy), TrustedCertificates.sockets(""), HURRY)) {
            assertNotConnected(() -> get(transport, HttpAddress.parse("https://gitlab.example.com/")));
        }
    }

    @Test
    public void answerMayTakeLongerThanConnecting() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        ScriptedServer server = loopback.serve(KEYS.server(), peer -> {
            peer.readHead();
            stalled.await();
            peer.answer("200 OK", "late");
        });
        HttpTransport transport = loopback.transport(HURRY, KEYS.trusting());
        // By then the time to connect is over for certain: it ended another connection that began later.
        Future<String> late = loopback.start(() -> get(transport, server.address("/")));
        server.awaitHead();
        agreeingOnTlsIsPartOfConnecting();
        stalled.countDown();
        assertThat(late.get(), is("200 late"));
    }

    private static void assertNotConnected(Callable<?> call) {
        ConnectionException late = assertThrows(ConnectionException.class, call::call);
        assertThat(late.getMessage(), containsString("not connected after "));
    }

    private Response put(Timeouts timeouts, ScriptedServer server, long length) throws Exception {
        HttpTransport transport = loopback.transport(timeouts, KEYS.trusting());
        return transport.send(Request.put(server.address("/"), Credentials.NONE, new Bytes(length)));
    }

    private static void permitAndFreeze(Peer peer) throws Exception {
        peer.readHead();
        peer.send("HTTP/1.1 100 Continue\r\n\r\n");
        peer.freeze();
    }

    private static void assertStalls(Callable<?> call) {
        ConnectionException stalled = assertThrows(ConnectionException.class, call::call);
        assertThat(stalled.getMessage(), containsString("no byte for "));
    }
}
