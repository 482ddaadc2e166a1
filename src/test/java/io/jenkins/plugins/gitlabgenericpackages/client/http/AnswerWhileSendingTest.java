package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.read;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpFormatException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A server may answer before it has the whole body, and then do as it likes with the rest. */
public class AnswerWhileSendingTest {
    private static final TestKeys KEYS = TestKeys.ofLoopback();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private final Bytes body = new Bytes(Bytes.MORE_THAN_BUFFERS);

    @Test
    public void serverThatGoesOnReading() throws Exception {
        assertRefusedPromptly(loopback.serve(peer -> {
            refuse(peer);
            peer.readToEnd();
        }));
    }

    @Test
    public void serverThatStopsReading() throws Exception {
        assertRefusedPromptly(loopback.serve(peer -> {
            refuse(peer);
            peer.freeze();
        }));
    }

    @Test
    public void serverThatStopsReadingOverTls() throws Exception {
        assertRefusedPromptly(loopback.serve(KEYS.server(), peer -> {
            refuse(peer);
            peer.freeze();
        }));
    }

    @Test
    public void serverThatGoesOnReadingOverTls() throws Exception {
        assertRefusedPromptly(loopback.serve(KEYS.server(), peer -> {
            refuse(peer);
            peer.readToEnd();
        }));
    }

    @Test
    public void connectionIsNotUsedAgain() throws Exception {
        ScriptedServer server = loopback.serve(
                peer -> {
                    refuse(peer);
                    peer.readToEnd();
                },
                peer -> peer.serve("200 OK", "next"));
        HttpTransport transport = loopback.transport();
        try (Response response = transport.send(put(server))) {
            assertThat(response.text(100), is("no"));
        }
        assertThat(get(transport, server.address("/")), is("200 next"));
        assertThat(server.connections(), is(2));
    }

    /** The last words are lost where the reset overtakes them; then it must be a failure that is tried again. */
    @Test
    public void serverThatClosesIsARefusalOrABreak() throws Exception {
        ScriptedServer server = loopback.serve(AnswerWhileSendingTest::refuse);
        try (Response response = loopback.transport().send(put(server))) {
            assertThat(response.status(), is(413));
        } catch (ConnectionException e) {
            assertThat(body.times(), is(1));
        }
        assertThat(server.connections(), is(1));
    }

    @Test
    public void resetWithoutAnAnswerIsABreak() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            begin(peer);
            peer.reset();
        });
        assertThrows(ConnectionException.class, () -> loopback.transport().send(put(server)));
        assertThat(body.times(), is(1));
        assertThat(server.connections(), is(1));
    }

    @Test
    public void nonsenseInTheMiddleIsFinal() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            begin(peer);
            peer.send("nonsense\r\n\r\n");
            peer.readToEnd();
        });
        HttpTransport transport = loopback.transport();
        RequestBody small = new Bytes(1 << 20);
        assertThrows(
                HttpFormatException.class,
                () -> transport.send(Request.put(server.address("/"), Credentials.NONE, small)));
    }

    @Test
    public void failureOfTheBodyItselfComesThrough() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            begin(peer);
            peer.readToEnd();
        });
        IOException gone = new IOException("the file is gone");
        RequestBody failing = new RequestBody() {
            @Override
            public long length() {
                return 1 << 20;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(new byte[1000]);
                throw gone;
            }
        };
        HttpTransport transport = loopback.transport();
        IOException failure = assertThrows(
                IOException.class, () -> transport.send(Request.put(server.address("/"), Credentials.NONE, failing)));
        assertThat(failure, is(gone));
    }

    /** What a body does after its last byte, such as waiting for its digests, is no part of sending it. */
    @Test
    public void answerToAllThatWasAnnouncedKeepsTheConnection() throws Exception {
        ScriptedServer server = loopback.serve(
                peer -> {
                    peer.readHead();
                    peer.send("HTTP/1.1 100 Continue\r\n\r\n");
                    peer.readBody(1 << 20);
                    peer.answer("201 Created", "stored");
                    peer.serve("200 OK", "next");
                },
                peer -> peer.serve("200 OK", "another connection"));
        HttpTransport transport = loopback.transport();
        List<Thread> before = ClientThreads.alive();
        RequestBody lingering = new RequestBody() {
            @Override
            public long length() {
                return 1 << 20;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(new byte[1 << 20]);
                awaitRead(before);
            }
        };
        Request put = Request.put(server.address("/"), Credentials.NONE, lingering);
        assertThat(read(transport.send(put)), is("201 stored"));
        assertThat(get(transport, server.address("/")), is("200 next"));
        assertThat(server.connections(), is(1));
    }

    /** The thread that has read the answer waits for another one to read. */
    private static void awaitRead(List<Thread> before) {
        List<Thread> readers = new ArrayList<>(ClientThreads.alive());
        readers.removeAll(before);
        readers.removeIf(thread -> !thread.getName().endsWith("-answer"));
        assertThat(readers.size(), is(1));
        while (readers.get(0).getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private void assertRefusedPromptly(ScriptedServer server) throws Exception {
        HttpTransport transport = loopback.transport(Loopback.PATIENT, KEYS.trusting());
        Future<Response> call = loopback.start(() -> transport.send(put(server)));
        try (Response response = call.get(10, TimeUnit.SECONDS)) {
            assertThat(response.status(), is(413));
            assertThat(response.text(100), is("no"));
        }
        assertTrue(body.written() < body.length());
        assertThat(server.connections(), is(1));
    }

    private Request put(ScriptedServer server) {
        return Request.put(server.address("/"), Credentials.NONE, body);
    }

    private static void refuse(Peer peer) throws IOException {
        begin(peer);
        peer.answer("413 Too Large", "no");
    }

    private static void begin(Peer peer) throws IOException {
        peer.readHead();
        peer.send("HTTP/1.1 100 Continue\r\n\r\n");
        peer.readBody(100_000);
    }
}
