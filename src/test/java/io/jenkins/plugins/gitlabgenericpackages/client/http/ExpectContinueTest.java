package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.read;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpFormatException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ExpectContinueTest {
    private static final int LARGE = 1 << 20;

    private static final TestKeys KEYS = TestKeys.ofLoopback();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private final Bytes body = new Bytes(LARGE);

    @Test
    public void smallBodyIsSentUnasked() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            assertThat(peer.readHead(), not(containsString("Expect")));
            peer.answer("201 Created", peer.readBody(3));
        });
        assertThat(read(put(loopback.transport(), server, new Bytes(3))), is("201 \0\0\0"));
        assertThat(server.heads().get(0), containsString("Content-Length: 3\r\n"));
    }

    @Test
    public void whatIsLargerThan64KibibytesIsAskedFor() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            assertThat(peer.readHead(), not(containsString("Expect")));
            peer.readBody(64 * 1024);
            peer.answer("201 Created", "");
            assertThat(peer.readHead(), containsString("Expect: 100-continue\r\n"));
            peer.answer("401 Unauthorized", "");
        });
        HttpTransport transport = loopback.transport();
        assertThat(read(put(transport, server, new Bytes(64 * 1024))), is("201 "));
        assertThat(read(put(transport, server, new Bytes(64 * 1024 + 1))), is("401 "));
    }

    @Test
    public void emptyBodyHasItsLength() throws Exception {
        ScriptedServer server = loopback.serve(peer -> peer.serve("201 Created", ""));
        assertThat(read(put(loopback.transport(), server, new Bytes(0))), is("201 "));
        assertThat(server.heads().get(0), containsString("Content-Length: 0\r\n"));
    }

    @Test
    public void answerThatOvertakesAnEmptyBodyIsTheAnswer() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        ScriptedServer server = loopback.serve(peer -> {
            peer.serve("201 Created", "stored");
            answered.countDown();
            peer.serve("200 OK", "next");
        });
        RequestBody empty = new RequestBody() {
            @Override
            public long length() {
                return 0;
            }

            @Override
            public void writeTo(OutputStream out) throws InterruptedException {
                answered.await();
            }
        };
        HttpTransport transport = loopback.transport();
        Request put = Request.put(server.address("/"), Credentials.NONE, empty);
        assertThat(read(transport.send(put)), is("201 stored"));
        assertThat(get(transport, server.address("/")), is("200 next"));
        assertThat(server.connections(), is(1));
    }

    @Test
    public void permissionLetsTheBodyGo() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            assertThat(peer.readHead(), containsString("Expect: 100-continue\r\n"));
            assertThat(body.times(), is(0));
            peer.send("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
            peer.readBody(LARGE);
            peer.send("HTTP/1.1 102 Processing\r\n\r\n");
            peer.answer("201 Created", "stored");
            peer.serve("200 OK", "next");
        });
        HttpTransport transport = loopback.transport();
        assertThat(read(put(transport, server, body)), is("201 stored"));
        assertThat(get(transport, server.address("/")), is("200 next"));
        assertThat(server.connections(), is(1));
    }

    @Test
    public void refusalComesBeforeAnyByteOfTheBodyAndEndsTheConnection() throws Exception {
        CompletableFuture<Long> afterRefusal = new CompletableFuture<>();
        ScriptedServer server = loopback.serve(
                peer -> {
                    peer.readHead();
                    peer.answer("401 Unauthorized", "no");
                    afterRefusal.complete(peer.readToEnd());
                },
                peer -> peer.serve("200 OK", "next"));
        HttpTransport transport = loopback.transport();
        assertThat(read(put(transport, server, body)), is("401 no"));
        assertThat(afterRefusal.get(), is(0L));
        assertThat(body.times(), is(0));
        assertThat(get(transport, server.address("/")), is("200 next"));
        assertThat(server.connections(), is(2));
    }

    @Test
    public void serverThatNeverPermitsGetsTheBodyOverTlsAsWell() throws Exception {
        assertThat(neverPermitted(loopback.serve(KEYS.server(), this::storeUnasked)), is("201 stored"));
    }

    @Test
    public void otherInterimAnswersDoNotProlongTheWait() throws Exception {
        assertThat(
                neverPermitted(loopback.serve(peer -> {
                    peer.readHead();
                    peer.send("HTTP/1.1 103 Early Hints\r\n\r\n");
                    peer.readBody(LARGE);
                    peer.answer("201 Created", "stored");
                })),
                is("201 stored"));
    }

    @Test
    public void halfAnInterimAnswerDoesNotProlongTheWait() throws Exception {
        assertThat(
                neverPermitted(loopback.serve(peer -> {
                    peer.readHead();
                    peer.send("HTTP/1.1 1");
                    peer.readBody(LARGE);
                    peer.send("03 Early Hints\r\n\r\n");
                    peer.answer("201 Created", "stored");
                })),
                is("201 stored"));
    }

    @Test
    public void interimAnswersWithoutEndAreRefused() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            while (true) {
                peer.send("HTTP/1.1 103 Early Hints\r\n\r\n");
            }
        });
        assertThrows(HttpFormatException.class, () -> put(loopback.transport(), server, body));
        assertThat(body.times(), is(0));
        assertThrows(HttpFormatException.class, () -> get(loopback.transport(), server.address("/")));
    }

    @Test
    public void serverThatNeverPermitsIsNotAskedAgain() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            storeUnasked(peer);
            storeUnasked(peer);
        });
        HttpTransport transport = loopback.transport(impatient(), KEYS.trusting());
        assertThat(read(put(transport, server, body)), is("201 stored"));
        assertThat(read(put(transport, server, body)), is("201 stored"));
        assertThat(server.heads().get(0), containsString("Expect: 100-continue"));
        assertThat(server.heads().get(1), not(containsString("Expect")));
    }

    @Test
    public void serverThatPermitsTooLateIsAskedAgain() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            peer.readByte();
            peer.send("HTTP/1.1 100 Continue\r\n\r\n");
            peer.readBody(LARGE - 1);
            peer.answer("201 Created", "stored");
            storeUnasked(peer);
        });
        HttpTransport transport = loopback.transport(impatient(), KEYS.trusting());
        assertThat(read(put(transport, server, body)), is("201 stored"));
        read(put(transport, server, body));
        assertThat(server.heads().get(1), containsString("Expect: 100-continue"));
    }

    @Test
    public void refusalToBeAskedIsFollowedByTheBody() throws Exception {
        ScriptedServer server = loopback.serve(
                peer -> {
                    peer.readHead();
                    peer.answer("417 Expectation Failed", "");
                    peer.readToEnd();
                },
                peer -> {
                    storeUnasked(peer);
                    storeUnasked(peer);
                });
        HttpTransport transport = loopback.transport();
        assertThat(read(put(transport, server, body)), is("201 stored"));
        assertThat(body.times(), is(1));
        assertThat(read(put(transport, server, body)), is("201 stored"));
        assertThat(server.heads().get(2), not(containsString("Expect")));
    }

    @Test
    public void refusalWithoutBeingAskedIsAnAnswer() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            peer.readBody(3);
            peer.answer("417 Expectation Failed", "no");
        });
        assertThat(read(put(loopback.transport(), server, new Bytes(3))), is("417 no"));
    }

    private void storeUnasked(Peer peer) throws IOException {
        peer.readHead();
        peer.readBody(LARGE);
        peer.answer("201 Created", "stored");
    }

    private String neverPermitted(ScriptedServer server) throws Exception {
        return read(put(loopback.transport(impatient(), KEYS.trusting()), server, body));
    }

    private static Timeouts impatient() {
        return new Timeouts(
                Duration.ofSeconds(50), Duration.ofSeconds(50), Duration.ofSeconds(50), Duration.ofMillis(200));
    }

    @Test
    public void closeInPlaceOfPermissionIsABrokenConnection() throws Exception {
        ScriptedServer server = loopback.serve(Peer::readHead);
        assertThrows(ConnectionException.class, () -> put(loopback.transport(), server, body));
        assertThat(body.times(), is(0));
    }

    private static Response put(HttpTransport transport, ScriptedServer server, Bytes body) throws Exception {
        return transport.send(Request.put(server.address("/"), Credentials.NONE, body));
    }
}
