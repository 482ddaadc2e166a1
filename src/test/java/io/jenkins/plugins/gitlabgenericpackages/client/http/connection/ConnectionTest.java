package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Peer;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ScriptedServer;
import io.jenkins.plugins.gitlabgenericpackages.client.http.TestKeys;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ConnectionTest {
    private static final Duration MOMENT = Duration.ofMillis(20);

    private static final TestKeys KEYS = TestKeys.ofLoopback();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private final StallWatch watch = new StallWatch();
    private final Socket socket = new Socket();

    @After
    public void stop() {
        watch.close();
    }

    @Test
    public void openConnectionIsQuietAndGoesOnWorking() throws Exception {
        Connection connection = connect(loopback.serve(peer -> {
            peer.readByte();
            peer.send("x");
            peer.freeze();
        }));
        assertTrue(connection.isQuiet(MOMENT));
        assertTrue(connection.isQuiet(Duration.ZERO));
        connection.out().write('?');
        assertThat(connection.in().read(), is((int) 'x'));
        assertTrue(connection.isQuiet(MOMENT));
    }

    @Test
    public void openConnectionIsQuietOverTls() throws Exception {
        ScriptedServer server = loopback.serve(KEYS.server(), peer -> {
            peer.readByte();
            peer.send("x");
            peer.freeze();
        });
        Connection connection = connect(server);
        connection.secure(KEYS.trusting().factory(), server.address("/"));
        assertTrue(connection.isQuiet(MOMENT));
        connection.out().write('?');
        assertThat(connection.in().read(), is((int) 'x'));
        assertTrue(connection.isQuiet(MOMENT));
    }

    @Test
    public void connectionThatTheServerClosedIsNotQuiet() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        Connection connection = connect(loopback.serve(peer -> {
            peer.close();
            closed.countDown();
        }));
        closed.await();
        assertFalse(connection.isQuiet(MOMENT));
    }

    @Test
    public void connectionWithSomethingToReadIsNotQuiet() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        Connection connection = connect(loopback.serve(peer -> {
            peer.send("HTTP/1.1 408 Request Timeout\r\n\r\n");
            sent.countDown();
            peer.freeze();
        }));
        sent.await();
        assertFalse(connection.isQuiet(Duration.ZERO));
    }

    @Test
    public void connectionIsStaleOnlyAsLongAsItsRequestHasNoAnswer() throws Exception {
        Connection connection = connect(loopback.serve(peer -> {
            peer.send("x");
            peer.freeze();
        }));
        connection.countRequest();
        assertFalse(connection.mayBeStale());
        connection.countRequest();
        assertTrue(connection.mayBeStale());
        connection.in().read();
        assertFalse(connection.mayBeStale());
    }

    @Test
    public void connectionThatStalledIsNotStale() throws Exception {
        Connection connection = connect(loopback.serve(Peer::freeze));
        connection.countRequest();
        connection.countRequest();
        connection.limit(Duration.ofSeconds(7));
        connection.closeIfStalled(System.nanoTime() + Duration.ofSeconds(6).toNanos());
        assertTrue(connection.mayBeStale());
        connection.closeIfStalled(System.nanoTime() + Duration.ofSeconds(8).toNanos());
        assertFalse(connection.mayBeStale());
        ConnectionException broken =
                assertThrows(ConnectionException.class, () -> connection.in().read());
        assertThat(broken.getMessage(), is("no byte for 7 s"));
    }

    @Test
    public void everyByteInEitherDirectionBeginsTheTimeAnew() throws Exception {
        Connection connection = connect(loopback.serve(peer -> {
            peer.send("x");
            peer.readByte();
            peer.send("y");
            peer.freeze();
        }));
        connection.limit(Duration.ofSeconds(7));
        long beforeRead = System.nanoTime();
        connection.in().read();
        connection.closeIfStalled(beforeRead + Duration.ofSeconds(7).toNanos());
        long beforeWrite = System.nanoTime();
        connection.out().write('?');
        connection.closeIfStalled(beforeWrite + Duration.ofSeconds(7).toNanos());
        assertThat(connection.in().read(), is((int) 'y'));
    }

    /** At 160 KiB for each time that may pass without a byte, a buffer of a file takes three times as long. */
    @Test
    public void slowReaderIsNoDeadOne() throws Exception {
        Duration limit = Duration.ofMinutes(5);
        long begin = System.nanoTime();
        AtomicLong clock = new AtomicLong(begin);
        Liveness liveness = new Liveness(limit, clock::get);
        AtomicReference<Connection> connection = new AtomicReference<>();
        SocketToNowhere slow = new SocketToNowhere(InputStream.nullInputStream()) {
            @Override
            public OutputStream getOutputStream() {
                return new OutputStream() {
                    @Override
                    public void write(int oneByte) {
                        clock.addAndGet(limit.toNanos() / (160 * 1024));
                        connection.get().closeIfStalled(clock.get());
                    }
                };
            }
        };
        connection.set(new Connection(slow, liveness, watch));
        connection.get().connect(new InetSocketAddress("127.0.0.1", 1), limit);
        liveness.ready();
        connection.get().out().write(new byte[496 * 1024]);
        assertTrue(clock.get() - begin > limit.multipliedBy(3).toNanos());
        assertFalse(slow.isClosed());
    }

    @Test
    public void inputIsAwaited() throws Exception {
        CountDownLatch quiet = new CountDownLatch(1);
        Connection connection = connect(loopback.serve(peer -> {
            quiet.await();
            peer.send("x");
            peer.freeze();
        }));
        assertTrue(connection.isQuiet(MOMENT));
        quiet.countDown();
        assertFalse(connection.isQuiet(Duration.ofSeconds(50)));
    }

    @Test
    public void limitOfALookIsNoneOfReading() throws Exception {
        Connection connection = connect(loopback.serve(Peer::freeze));
        assertTrue(connection.isQuiet(MOMENT));
        assertThat(socket.getSoTimeout(), is(0));
    }

    @Test
    public void whatIsSentDoesNotWaitForMore() throws Exception {
        connect(loopback.serve(Peer::freeze));
        assertTrue(socket.getTcpNoDelay());
    }

    @Test
    public void somethingIsThereFromItsArrivalUntilItIsRead() throws Exception {
        Connection connection = connect(loopback.serve(peer -> {
            peer.readByte();
            peer.send("xy");
            peer.freeze();
        }));
        assertFalse(connection.hasMore());
        connection.out().write('?');
        awaitMore(connection);
        assertThat(connection.in().read(), is((int) 'x'));
        assertTrue(connection.hasMore());
        assertThat(connection.in().read(), is((int) 'y'));
        assertFalse(connection.hasMore());
    }

    @Test
    public void recordOfTlsThatWasNotReadYetIsSomething() throws Exception {
        ScriptedServer server = loopback.serve(KEYS.server(), peer -> {
            for (int i = 0; i < 2; i++) {
                peer.readByte();
                peer.send("x");
            }
            peer.freeze();
        });
        Connection connection = connect(server);
        connection.secure(KEYS.trusting().factory(), server.address("/"));
        // With the first one comes also what TLS itself sends after the two sides have agreed.
        connection.out().write('?');
        assertThat(connection.in().read(), is((int) 'x'));
        assertFalse(connection.hasMore());
        connection.out().write('?');
        awaitMore(connection);
        assertThat(connection.in().read(), is((int) 'x'));
    }

    @Test
    public void closedConnectionIsNotQuiet() throws Exception {
        Connection connection = connect(loopback.serve(Peer::freeze));
        connection.close();
        assertFalse(connection.isQuiet(Duration.ZERO));
        assertFalse(connection.isQuiet(MOMENT));
    }

    @Test
    public void closedConnectionIsWatchedNoLonger() {
        SocketToNowhere nowhere = new SocketToNowhere(InputStream.nullInputStream());
        Connection connection = new Connection(nowhere, patient(), watch);
        connection.close();
        watch.close();
        assertThat(nowhere.closings(), is(1));
    }

    @Test
    public void connectionThatIsBegunAfterTheWatchHasEndedIsClosedAtOnce() throws Exception {
        ScriptedServer server = loopback.serve(Peer::freeze);
        watch.close();
        assertThrows(IOException.class, () -> connect(server));
    }

    @Test
    public void failureIsExplainedOnce() throws Exception {
        Liveness liveness = patient();
        ConnectionException explained = liveness.explain(new SocketException("Connection reset"));
        assertEquals("Connection reset", explained.getMessage());
        assertEquals(explained, liveness.explain(explained));
        assertThat(liveness.explain(new IOException()).getMessage(), containsString("the connection broke"));
    }

    private static void awaitMore(Connection connection) throws IOException {
        while (!connection.hasMore()) {
            Thread.onSpinWait();
        }
    }

    private static Liveness patient() {
        return new Liveness(Duration.ofSeconds(50), System::nanoTime);
    }

    private Connection connect(ScriptedServer server) throws IOException {
        Connection connection = new Connection(socket, patient(), watch);
        connection.connect(new InetSocketAddress("127.0.0.1", server.port()), Duration.ofSeconds(10));
        return connection;
    }
}
