package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.failureWithinTwoSeconds;
import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static org.hamcrest.CoreMatchers.instanceOf;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeFalse;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Closing the transport ends a call wherever it is, within two seconds. */
public class ClosingTest {
    @ClassRule
    public static final TestKeys KEYS = TestKeys.ofLoopback();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private final CountDownLatch there = new CountDownLatch(1);

    @Test
    public void nothingIsSentAfterwards() throws Exception {
        ScriptedServer server = loopback.serve(peer -> peer.serve("200 OK", "ok"));
        HttpTransport transport = loopback.transport();
        transport.close();
        transport.close();
        assertThrows(InterruptedIOException.class, () -> get(transport, server.address("/")));
        assertThat(server.connections(), is(0));
    }

    @Test
    public void connectionThatIsBegunAfterwardsIsClosedAtOnce() throws Exception {
        ScriptedServer server = loopback.serve(Peer::freeze);
        StallWatch watch = new StallWatch();
        watch.close();
        try (Connection connection = new Connection(Loopback.PATIENT.stall(), watch)) {
            assertThrows(
                    IOException.class,
                    () -> connection.connect(
                            new InetSocketAddress("127.0.0.1", server.port()), Loopback.PATIENT.connect()));
        }
    }

    @Test
    public void connecting() throws Exception {
        List<Socket> others = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assumeFalse("This system refuses where others wait", fill(full, others));
            HttpTransport transport = loopback.transport();
            Future<String> call = loopback.start(() -> {
                there.countDown();
                return get(transport, HttpAddress.parse("http://127.0.0.1:" + full.getLocalPort() + "/"));
            });
            there.await();
            transport.close();
            assertThat(failureWithinTwoSeconds(call), instanceOf(IOException.class));
        } finally {
            for (Socket socket : others) {
                socket.close();
            }
        }
    }

    /** Connects until the next attempt would wait; returns whether attempts are refused instead. */
    private static boolean fill(ServerSocket full, List<Socket> others) throws IOException {
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket();
            others.add(socket);
            try {
                socket.connect(full.getLocalSocketAddress(), 300);
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        }
        return true;
    }

    @Test
    public void agreeingOnTls() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readByte();
            there.countDown();
            peer.freeze();
        });
        HttpAddress address = HttpAddress.parse("https://127.0.0.1:" + server.port() + "/");
        HttpTransport transport = loopback.transport();
        assertEnds(transport, loopback.start(() -> get(transport, address)));
    }

    @Test
    public void waitingForAnAnswer() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            there.countDown();
            peer.freeze();
        });
        HttpTransport transport = loopback.transport();
        assertEnds(transport, loopback.start(() -> get(transport, server.address("/"))));
    }

    @Test
    public void waitingForAnAnswerOnAKeptConnection() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.serve("200 OK", "ok");
            peer.readHead();
            there.countDown();
            peer.freeze();
        });
        HttpTransport transport = loopback.transport();
        get(transport, server.address("/"));
        assertEnds(transport, loopback.start(() -> get(transport, server.address("/"))));
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
        assertEnds(transport, loopback.start(() -> {
            try (Response response = transport.send(Request.get(server.address("/"), Credentials.NONE))) {
                response.body().readNBytes(5);
                there.countDown();
                return response.body().read();
            }
        }));
    }

    @Test
    public void waitingForPermission() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            there.countDown();
            peer.freeze();
        });
        HttpTransport transport = loopback.transport();
        assertEnds(transport, loopback.start(() -> put(transport, server, new Bytes(1 << 20))));
    }

    @Test
    public void writingABody() throws Exception {
        assertEndsInUpload(loopback.serve(ClosingTest::permitAndFreeze));
    }

    @Test
    public void writingABodyOverTls() throws Exception {
        assertEndsInUpload(loopback.serve(KEYS.server(), ClosingTest::permitAndFreeze));
    }

    private void assertEndsInUpload(ScriptedServer server) throws Exception {
        HttpTransport transport = loopback.transport(Loopback.PATIENT, KEYS.trusting());
        Bytes body = new Bytes(Bytes.MORE_THAN_BUFFERS);
        Future<Response> call = loopback.start(() -> put(transport, server, body));
        body.awaitBegin();
        there.countDown();
        assertEnds(transport, call);
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
        assertEnds(transport, loopback.start(() -> put(transport, server, new Bytes(1 << 20))));
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
        there.await();
        caller.get().interrupt();
        assertThat(failureWithinTwoSeconds(call), instanceOf(InterruptedException.class));
    }

    private void storeSilently(Peer peer) throws Exception {
        peer.readHead();
        peer.send("HTTP/1.1 100 Continue\r\n\r\n");
        peer.readBody(1 << 20);
        there.countDown();
        peer.freeze();
    }

    @Test
    public void leavesNoThreadBehind() throws Exception {
        HttpTransport transport = loopback.transport();
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 100 Continue\r\n\r\n");
            peer.readBody(1 << 20);
            peer.answer("201 Created", "");
        });
        put(transport, server, new Bytes(1 << 20)).close();
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("gitlab-packages-"))
                .toList();
        transport.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertFalse(threads.isEmpty());
    }

    private static Response put(HttpTransport transport, ScriptedServer server, RequestBody body) throws Exception {
        return transport.send(Request.put(server.address("/"), Credentials.NONE, body));
    }

    private void assertEnds(HttpTransport transport, Future<?> call) throws Exception {
        there.await();
        transport.close();
        assertThat(failureWithinTwoSeconds(call), instanceOf(IOException.class));
    }
}
