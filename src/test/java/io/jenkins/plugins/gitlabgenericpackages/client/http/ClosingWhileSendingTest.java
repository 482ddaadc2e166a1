package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.failureWithinTwoSeconds;
import static org.hamcrest.CoreMatchers.instanceOf;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Closing the transport ends a call that sends a body, or waits for permission or for the answer. */
public class ClosingWhileSendingTest {
    private static final TestKeys KEYS = TestKeys.ofLoopback();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private final ClosingPoint point = new ClosingPoint();

    @Test
    public void waitingForPermission() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            point.reach();
            peer.freeze();
        });
        HttpTransport transport = loopback.transport();
        point.assertEnds(transport, loopback.start(() -> put(transport, server, new Bytes(1 << 20))));
    }

    @Test
    public void writingABody() throws Exception {
        assertEndsInUpload(loopback.serve(ClosingWhileSendingTest::permitAndFreeze));
    }

    @Test
    public void writingABodyOverTls() throws Exception {
        assertEndsInUpload(loopback.serve(KEYS.server(), ClosingWhileSendingTest::permitAndFreeze));
    }

    private void assertEndsInUpload(ScriptedServer server) throws Exception {
        HttpTransport transport = loopback.transport(Loopback.PATIENT, KEYS.trusting());
        Bytes body = new Bytes(Bytes.MORE_THAN_BUFFERS);
        Future<Response> call = loopback.start(() -> put(transport, server, body));
        body.awaitBegin();
        point.reach();
        point.assertEnds(transport, call);
    }

    private static void permitAndFreeze(Peer peer) throws Exception {
        peer.readHead();
        peer.send("HTTP/1.1 100 Continue\r\n\r\n");
        peer.freeze();
    }

    @Test
    public void waitingForTheAnswerToAnUpload() throws Exception {
        HttpTransport transport = loopback.transport();
        ScriptedServer server = loopback.serve(this::storeSilently);
        point.assertEnds(transport, loopback.start(() -> put(transport, server, new Bytes(1 << 20))));
    }

    @Test
    public void interruptionInTheWaitForTheAnswerToAnUploadIsNoFailure() throws Exception {
        AtomicReference<Thread> caller = new AtomicReference<>();
        HttpTransport transport = loopback.transport();
        ScriptedServer server = loopback.serve(this::storeSilently);
        Future<Response> call = loopback.start(() -> {
            caller.set(Thread.currentThread());
            return put(transport, server, new Bytes(1 << 20));
        });
        point.await();
        caller.get().interrupt();
        assertThat(failureWithinTwoSeconds(call), instanceOf(InterruptedException.class));
    }

    private void storeSilently(Peer peer) throws Exception {
        peer.readHead();
        peer.send("HTTP/1.1 100 Continue\r\n\r\n");
        peer.readBody(1 << 20);
        point.reach();
        peer.freeze();
    }

    private static Response put(HttpTransport transport, ScriptedServer server, RequestBody body) throws Exception {
        return transport.send(Request.put(server.address("/"), Credentials.NONE, body));
    }
}
