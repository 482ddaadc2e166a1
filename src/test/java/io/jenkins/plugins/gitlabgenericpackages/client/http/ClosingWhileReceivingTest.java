package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Closing the transport ends a call that waits for an answer or reads it. */
public class ClosingWhileReceivingTest {
    private static final TestKeys KEYS = TestKeys.ofLoopback();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private final ClosingPoint point = new ClosingPoint();

    @Test
    public void waitingForAnAnswer() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            point.reach();
            peer.freeze();
        });
        HttpTransport transport = loopback.transport();
        point.assertEnds(transport, loopback.start(() -> get(transport, server.address("/"))));
    }

    @Test
    public void waitingForAnAnswerOnAKeptConnection() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.serve("200 OK", "ok");
            peer.readHead();
            point.reach();
            peer.freeze();
        });
        HttpTransport transport = loopback.transport();
        get(transport, server.address("/"));
        point.assertEnds(transport, loopback.start(() -> get(transport, server.address("/"))));
        assertThat(server.connections(), is(1));
    }

    @Test
    public void readingABody() throws Exception {
        assertEndsInBody(loopback.serve(this::sendHalf));
    }

    @Test
    public void readingABodyOverTls() throws Exception {
        assertEndsInBody(loopback.serve(KEYS.server(), this::sendHalf));
    }

    private void sendHalf(Peer peer) throws Exception {
        peer.readHead();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
        peer.freeze();
    }

    private void assertEndsInBody(ScriptedServer server) throws Exception {
        HttpTransport transport = loopback.transport(Loopback.PATIENT, KEYS.trusting());
        point.assertEnds(transport, loopback.start(() -> {
            try (Response response = transport.send(Request.get(server.address("/"), Credentials.NONE))) {
                response.body().readNBytes(5);
                point.reach();
                return response.body().read();
            }
        }));
    }
}
