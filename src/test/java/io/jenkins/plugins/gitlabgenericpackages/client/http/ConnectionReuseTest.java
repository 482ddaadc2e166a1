package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.brokenGet;
import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.read;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ConnectionReuseTest {
    private static final ScriptedServer.Script ANSWERS_ALL = peer -> {
        while (true) {
            peer.serve("200 OK", "ok");
        }
    };

    private static final HttpAddress ANYWHERE = HttpAddress.parse("http://gitlab.example.com/");

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private HttpTransport transport;

    @Before
    public void open() {
        transport = loopback.transport();
    }

    @Test
    public void requestsFollowEachOtherOnOneConnection() throws Exception {
        ScriptedServer server = loopback.serve(ANSWERS_ALL);
        for (int i = 0; i < 5; i++) {
            assertThat(get(transport, server.address("/")), is("200 ok"));
        }
        assertThat(server.connections(), is(1));
    }

    @Test
    public void originsHaveConnectionsOfTheirOwn() throws Exception {
        ScriptedServer one = loopback.serve(ANSWERS_ALL);
        ScriptedServer other = loopback.serve(peer -> peer.serve("200 OK", "other"));
        assertThat(get(transport, one.address("/")), is("200 ok"));
        assertThat(get(transport, other.address("/")), is("200 other"));
        assertThat(get(transport, one.address("/")), is("200 ok"));
        assertThat(one.connections(), is(1));
    }

    @Test
    public void connectionIsNotKeptWhenTheServerSaysSo() throws Exception {
        for (String head : new String[] {"HTTP/1.1 200 OK\r\nConnection: close", "HTTP/1.0 200 OK"}) {
            assertThat(connectionsAfterTwo(head + "\r\nContent-Length: 2\r\n\r\nok"), is(2));
        }
    }

    @Test
    public void connectionIsNotKeptAfterAnAnswerOfTwoFramings() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(connectionsAfterTwo(head + "2\r\nok\r\n0\r\n\r\n"), is(2));
    }

    private int connectionsAfterTwo(String answer) throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            while (true) {
                peer.readHead();
                peer.send(answer);
            }
        });
        assertThat(get(transport, server.address("/")), is("200 ok"));
        assertThat(get(transport, server.address("/")), is("200 ok"));
        return server.connections();
    }

    @Test
    public void connectionIsNotKeptWithTheBodyUnread() throws Exception {
        ScriptedServer server = loopback.serve(ANSWERS_ALL);
        transport.send(Request.get(server.address("/"), Credentials.NONE)).close();
        assertThat(get(transport, server.address("/")), is("200 ok"));
        assertThat(server.connections(), is(2));
    }

    @Test
    public void connectionThatTheServerClosedIsReplacedUnnoticed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ScriptedServer server = loopback.serve(closing(closed), peer -> peer.serve("200 OK", "second"));
        assertThat(get(transport, server.address("/")), is("200 first"));
        closed.await();
        assertThat(get(transport, server.address("/")), is("200 second"));
        assertThat(server.heads().size(), is(2));
    }

    /** All its bytes may have been worked on, so whether to send them again is for the caller to judge. */
    @Test
    public void uploadThatWasSentWholeIsNotSentTwice() throws Exception {
        for (int length : new int[] {0, 10}) {
            ScriptedServer server = loopback.serve(
                    peer -> {
                        peer.serve("200 OK", "first");
                        peer.readHead();
                        peer.readBody(length);
                    },
                    peer -> peer.serve("201 Created", "stored twice"));
            assertThat(get(transport, server.address("/")), is("200 first"));
            Bytes body = new Bytes(length);
            Request put = Request.put(server.address("/"), Credentials.NONE, body);
            assertThrows(ConnectionException.class, () -> transport.send(put));
            assertThat(body.times(), is(1));
            assertThat(server.connections(), is(1));
        }
    }

    /** Without the whole body nothing is stored. */
    @Test
    public void smallUploadThatCannotBeWrittenGoesOverANewConnection() throws Exception {
        for (int fails : new int[] {2, 3}) {
            ClosedMeanwhile kept = new ClosedMeanwhile("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst", fails);
            Bytes body = new Bytes(10);
            assertThat(read(putAfterGet(kept, body)), is("201 stored"));
            assertThat(body.times(), is(fails - 1));
            assertThat(kept.isClosed(), is(true));
        }
    }

    @Test
    public void uploadThatCannotBeWrittenOverANewConnectionIsAFailure() {
        Bytes body = new Bytes(10);
        HttpTransport sending = loopback.transport(new MemoryNetwork(() -> new ClosedMeanwhile("", 2)));
        Request put = Request.put(ANYWHERE, Credentials.NONE, body);
        assertThrows(ConnectionException.class, () -> sending.send(put));
        assertThat(body.times(), is(1));
    }

    @Test
    public void answerToAnUploadThatCannotBeWrittenIsHeard() throws Exception {
        String refusal = "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno";
        ClosedMeanwhile kept = new ClosedMeanwhile("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst", 3, refusal);
        assertThat(read(putAfterGet(kept, new Bytes(10))), is("413 no"));
    }

    /** Sends both over one connection, and what must be sent again over one that works. */
    private Response putAfterGet(ClosedMeanwhile kept, Bytes body) throws Exception {
        Deque<Socket> sockets = new ArrayDeque<>(
                List.of(kept, new ClosedMeanwhile("HTTP/1.1 201 Created\r\nContent-Length: 6\r\n\r\nstored", 9)));
        HttpTransport sending = loopback.transport(new MemoryNetwork(sockets::pop));
        assertThat(get(sending, ANYWHERE), is("200 first"));
        return sending.send(Request.put(ANYWHERE, Credentials.NONE, body));
    }

    @Test
    public void largeUploadOverAClosedConnectionIsNotLost() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ScriptedServer server = loopback.serve(closing(closed), peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 100 Continue\r\n\r\n");
            peer.readBody(1 << 20);
            peer.answer("201 Created", "stored");
        });
        assertThat(get(transport, server.address("/")), is("200 first"));
        closed.await();
        Bytes body = new Bytes(1 << 20);
        assertThat(read(transport.send(Request.put(server.address("/"), Credentials.NONE, body))), is("201 stored"));
        assertThat(body.times(), is(1));
    }

    private static ScriptedServer.Script closing(CountDownLatch closed) {
        return peer -> {
            peer.serve("200 OK", "first");
            peer.close();
            closed.countDown();
        };
    }

    @Test
    public void newConnectionThatTheServerClosesIsAFailure() throws Exception {
        ScriptedServer server = loopback.serve(Peer::readHead);
        assertThat(brokenGet(transport, server.address("/")).getMessage(), containsString("without a complete answer"));
        assertThat(server.connections(), is(1));
    }

    @Test
    public void keptConnectionThatBreaksInTheHeadOfTheAnswerIsAFailure() throws Exception {
        ScriptedServer server = loopback.serve(
                peer -> {
                    peer.serve("200 OK", "first");
                    peer.readHead();
                    peer.send("HTTP/1.1 200 O");
                },
                peer -> peer.serve("200 OK", "second"));
        assertThat(get(transport, server.address("/")), is("200 first"));
        brokenGet(transport, server.address("/"));
        assertThat(server.connections(), is(1));
    }

    @Test
    public void answerThatNobodyAskedForIsNotTakenForTheNext() throws Exception {
        ScriptedServer server = loopback.serve(
                peer -> {
                    peer.readHead();
                    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
                    peer.send(answer + "first" + answer + "wrong");
                    peer.readToEnd();
                },
                peer -> peer.serve("200 OK", "right"));
        assertThat(get(transport, server.address("/")), is("200 first"));
        assertThat(get(transport, server.address("/")), is("200 right"));
    }
}
