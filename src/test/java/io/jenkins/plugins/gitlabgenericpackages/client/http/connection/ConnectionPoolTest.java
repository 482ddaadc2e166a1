package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Peer;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ScriptedServer;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ConnectionPoolTest {
    /** Longer than the test lasts, so that nothing but the pool ends a connection. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration MAX_IDLE = Duration.ofSeconds(4);
    private static final Duration FRESH = Duration.ofMillis(100);

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private final StallWatch watch = new StallWatch();
    private final ConnectionPool pool = new ConnectionPool(new Dialer(
            Optional.empty(),
            TrustedCertificates.sockets(""),
            new Timeouts(LONG, LONG, LONG, LONG),
            watch,
            new NetworkStack() {}));
    /** Begins with the time that the watch goes by. */
    private final AtomicLong clock = new AtomicLong(System.nanoTime());

    private final CountDownLatch ended = new CountDownLatch(1);

    @After
    public void stop() {
        pool.close();
        watch.close();
    }

    @Test
    public void whatWasGivenBackIsTakenAgainTheLastFirst() throws Exception {
        ScriptedServer server = loopback.serve(Peer::freeze);
        Connection one = pool.take(server.address("/a"));
        Connection two = pool.take(server.address("/b"));
        assertNotSame(one, two);
        pool.giveBack(server.address("/a"), one);
        pool.giveBack(server.address("/b"), two);
        assertSame(two, pool.take(server.address("/c")));
        assertSame(one, pool.take(server.address("/c")));
    }

    @Test
    public void anotherOriginGetsAnotherConnection() throws Exception {
        ScriptedServer server = loopback.serve(Peer::freeze);
        Connection one = pool.take(server.address("/"));
        pool.giveBack(server.address("/"), one);
        HttpAddress other = HttpAddress.parse("http://localhost:" + server.port() + "/");
        assertNotSame(one, pool.take(other));
    }

    @Test
    public void aConnectionThatEndedIsClosedAndReplaced() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        ScriptedServer server = loopback.serve(
                peer -> {
                    peer.send("HTTP/1.1 408 Request Timeout\r\n\r\n");
                    sent.countDown();
                    awaitEnd(peer);
                },
                Peer::freeze);
        Connection one = pool.take(server.address("/"));
        pool.giveBack(server.address("/"), one);
        sent.await();
        while (one.in().available() == 0) {
            Thread.onSpinWait();
        }
        assertNotSame(one, pool.take(server.address("/")));
        ended.await();
    }

    @Test
    public void aClosedPoolKeepsNothing() throws Exception {
        ScriptedServer server = loopback.serve(this::awaitEnd);
        Connection one = pool.take(server.address("/"));
        pool.close();
        pool.giveBack(server.address("/"), one);
        ended.await();
    }

    @Test
    public void closingEndsWhatWaits() throws Exception {
        ScriptedServer server = loopback.serve(this::awaitEnd, Peer::freeze);
        Connection one = pool.take(server.address("/"));
        pool.giveBack(server.address("/"), one);
        pool.close();
        ended.await();
        assertNotSame(one, pool.take(server.address("/")));
    }

    @Test
    public void closingForgetsWhatWaited() throws Exception {
        HttpAddress address = loopback.serve(Peer::freeze).address("/");
        // Over TLS as well, what this side has closed looks as if nothing had happened to it.
        Connection one = givenBack(address, new SocketToNowhere(SocketToNowhere.silence()));
        pool.close();
        assertNotSame(one, pool.take(address));
    }

    @Test
    public void connectionThatWaitedForFourSecondsIsClosedAndReplaced() throws Exception {
        isReplacedFrom(MAX_IDLE, SocketToNowhere.silence());
    }

    /** That look costs each of many small requests a millisecond. */
    @Test
    public void onlyConnectionThatHasWaitedIsLookedAt() throws Exception {
        isReplacedFrom(FRESH, InputStream.nullInputStream());
    }

    private void isReplacedFrom(Duration wait, InputStream in) throws Exception {
        HttpAddress address = loopback.serve(Peer::freeze).address("/");
        SocketToNowhere socket = new SocketToNowhere(in);
        Connection one = givenBack(address, socket);
        clock.addAndGet(wait.toNanos() - 1);
        assertSame(one, pool.take(address));
        pool.giveBack(address, one);
        clock.incrementAndGet();
        assertNotSame(one, pool.take(address));
        assertTrue(socket.isClosed());
    }

    private Connection givenBack(HttpAddress address, SocketToNowhere socket) throws IOException {
        Connection connection = new Connection(socket, new Liveness(LONG, clock::get), watch);
        connection.connect(new InetSocketAddress("127.0.0.1", address.port()), LONG);
        connection.liveness().ready();
        pool.giveBack(address, connection);
        return connection;
    }

    private void awaitEnd(Peer peer) {
        peer.readToEnd();
        ended.countDown();
    }
}
