package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ResponseBodyTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    @Test
    public void lengthEndsTheBody() throws Exception {
        assertThat(answer("Content-Length: 5\r\n\r\nhello"), is("200 hello"));
        assertThat(answer("Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"), is("200 hello"));
        assertThat(answer("Content-Length: 0\r\n\r\n"), is("200 "));
    }

    @Test
    public void endOfTheConnectionEndsABodyWithoutLength() throws Exception {
        assertThat(answer("\r\nuntil the end"), is("200 until the end"));
        assertThat(answer("\r\n"), is("200 "));
    }

    @Test
    public void chunksAreJoined() throws Exception {
        assertThat(
                answer("Transfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n00A;name=\"value\"\r\n0123456789\r\n0\r\n\r\n"),
                is("200 abc0123456789"));
        assertThat(answer("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), is("200 "));
    }

    @Test
    public void trailersAreReadAndLeftOut() throws Exception {
        assertThat(
                answer("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n" + "A: b\r\n".repeat(100) + "\r\n"),
                is("200 abc"));
    }

    @Test
    public void longTrailerIsATrailer() throws Exception {
        String trailers = "X-Signature: " + "s".repeat(10_000) + "\r\n folded\r\n";
        assertThat(answer("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n" + trailers + "\r\n"), is("200 abc"));
    }

    @Test
    public void lengthIsThatOfTheFraming() throws Exception {
        try (Response response = open("Content-Length: 5\r\n\r\nhello")) {
            assertThat(response.length(), is(OptionalLong.of(5)));
            assertThat(response.header("content-length"), is(Optional.of("5")));
        }
        try (Response response = open("\r\nhello")) {
            assertThat(response.length(), is(OptionalLong.empty()));
        }
    }

    @Test
    public void lengthBesideChunksSaysNothing() throws Exception {
        try (Response response = open("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")) {
            assertThat(response.length(), is(OptionalLong.empty()));
            assertThat(response.header("Content-Length"), is(Optional.empty()));
            assertThat(response.header("Transfer-Encoding"), is(Optional.of("chunked")));
            assertThat(response.text(100), is("abc"));
        }
    }

    @Test
    public void singleBytesCanBeRead() throws Exception {
        try (Response response = open("Transfer-Encoding: chunked\r\n\r\n2\r\n\u0001~\r\n0\r\n\r\n")) {
            InputStream body = response.body();
            assertThat(body.read(), is(1));
            assertThat(body.read(new byte[0]), is(0));
            assertThat(body.read(), is((int) '~'));
            assertThat(body.read(), is(-1));
            assertThat(body.read(), is(-1));
        }
    }

    @Test
    public void malformedChunksAreRefused() {
        for (String chunks : new String[] {
            "x\r\nabc", "-1\r\nabc", "\r\nabc", "1000000000000000\r\nabc", "0x3\r\nabc", "\r3\r\nabc", " 3\r\nabc"
        }) {
            assertThat(chunks, malformed(chunks), containsString("a chunk without a size"));
        }
        assertThat(malformed("3;" + "x".repeat(2000)), containsString("longer than 1024 bytes"));
        assertThat(malformed("3\r\nabc" + "x".repeat(2000)), containsString("longer than 1024 bytes"));
    }

    @Test
    public void endlessTrailersAreRefused() {
        String last = "3\r\nabc\r\n0\r\n";
        assertThat(malformed(last + "A: b\r\n".repeat(101)), containsString("too many trailers"));
        assertThat(malformed(last + "A: " + "b".repeat(20_000)), containsString("longer than 16384 bytes"));
        assertThat(
                malformed(last + ("A: " + "b".repeat(1000) + "\r\n").repeat(80)),
                containsString("the end of the answer is longer than 65536 bytes"));
    }

    @Test
    public void chunkLongerThanItsSizeIsRefused() {
        assertThat(malformed("3\r\nabcdef\r\n3\r\nghi\r\n0\r\n\r\n"), containsString("a chunk of another size"));
    }

    @Test
    public void earlyEndSaysHowMuchHasCome() {
        ConnectionException broken = broken("Content-Length: 10\r\n\r\nhello");
        assertThat(
                broken.getMessage(), is("the connection was closed in the middle of the answer, after 5 of 10 bytes"));
    }

    @Test
    public void earlyEndOfChunksIsNoEndOfStream() {
        String closed = "the connection was closed without a complete answer";
        String head = "Transfer-Encoding: chunked\r\n\r\n";
        assertThat(broken(head).getMessage(), is(closed));
        assertThat(broken(head + "5\r\nab").getMessage(), is("the connection was closed in the middle of the answer"));
        assertThat(broken(head + "2\r\nab\r\n").getMessage(), is(closed));
        assertThat(broken(head + "2\r\nab\r\n0\r\n").getMessage(), is(closed));
    }

    @Test
    public void resetInTheBodyIsABrokenConnection() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            read.await();
            peer.reset();
        });
        HttpTransport transport = loopback.transport();
        try (Response response = transport.send(Request.get(server.address("/"), Credentials.NONE))) {
            assertThat(response.text(5), is("hello"));
            read.countDown();
            assertThrows(ConnectionException.class, () -> response.body().read());
        }
    }

    /** TLS gives little at a time. */
    @Test
    public void smallPiecesFillTheBuffer() throws Exception {
        InputStream body = body("Content-Length: 250\r\n\r\n" + "x".repeat(250));
        byte[] buffer = new byte[100];
        assertThat(body.read(buffer), is(100));
        assertThat(body.read(buffer), is(100));
        assertThat(body.read(buffer), is(50));
        assertThat(body.read(buffer), is(-1));
    }

    @Test
    public void smallChunksFillTheBuffer() throws Exception {
        InputStream body = body("Transfer-Encoding: chunked\r\n\r\n" + "3\r\nabc\r\n".repeat(2) + "0\r\n\r\n");
        byte[] buffer = new byte[100];
        assertThat(body.read(buffer), is(6));
        assertThat(new String(buffer, 0, 6, StandardCharsets.UTF_8), is("abcabc"));
    }

    @Test
    public void whatCameBeforeABreakIsNotLost() throws Exception {
        InputStream body = body("Content-Length: 250\r\n\r\n" + "x".repeat(70));
        byte[] buffer = new byte[100];
        assertThat(body.read(buffer), is(70));
        for (int i = 0; i < 2; i++) {
            ConnectionException broken = assertThrows(ConnectionException.class, () -> body.read(buffer));
            assertThat(broken.getMessage(), containsString("after 70 of 250 bytes"));
        }
    }

    @Test
    public void whatHasNotComeIsNotWaitedFor() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            read.await();
            peer.send("again");
        });
        try (Response response = loopback.transport().send(Request.get(server.address("/"), Credentials.NONE))) {
            int count = response.body().read(new byte[100]);
            assertTrue(count > 0 && count <= 5);
            read.countDown();
            assertThat(response.body().readAllBytes().length, is(10 - count));
        }
    }

    /** Returns the body of an answer of which a few bytes come at a time, though more seem to be there at any time. */
    private InputStream body(String headersAndBody) throws IOException, InterruptedException {
        byte[] answer = ("HTTP/1.1 200 OK\r\n" + headersAndBody).getBytes(StandardCharsets.UTF_8);
        InputStream little = new ByteArrayInputStream(answer) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(10, length));
            }

            @Override
            public synchronized int available() {
                return 1;
            }
        };
        HttpTransport transport = loopback.transport(new MemoryNetwork(() -> new MemoryNetwork.MemorySocket(little)));
        HttpAddress address = HttpAddress.parse("http://gitlab.example.com/");
        return transport.send(Request.get(address, Credentials.NONE)).body();
    }

    @Test
    public void textIsCutAndSurvivesABreak() throws Exception {
        try (Response response = open("Content-Length: 100\r\n\r\nhello")) {
            assertThat(response.text(3), is("hel"));
        }
        try (Response response = open("Content-Length: 100\r\n\r\nhello")) {
            assertThat(response.text(100), is("hello"));
        }
    }

    @Test
    public void longTextComesWhole() throws Exception {
        for (int length : new int[] {4095, 4096, 4097, 8192, 100_000}) {
            String text = "0123456789abcdef".repeat(length / 16 + 1).substring(0, length);
            try (Response response = open("Content-Length: " + length + "\r\n\r\n" + text)) {
                assertThat(response.text(1_000_000), is(text));
            }
            try (Response response = open("Content-Length: " + length + "\r\n\r\n" + text)) {
                assertThat(response.text(5000), is(text.substring(0, Math.min(length, 5000))));
            }
        }
    }

    /** A limit is no guess at a length: that much memory is not there. */
    @Test
    public void limitOfATextTakesNoMemory() throws Exception {
        try (Response response = open("Content-Length: 5\r\n\r\nhello")) {
            assertThat(response.text(Integer.MAX_VALUE), is("hello"));
        }
    }

    @Test
    public void answersWithoutABodyEndAtTheirHead() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 204 No Content\r\n\r\n");
            peer.serve("200 OK", "second");
        });
        HttpTransport transport = loopback.transport();
        assertThat(get(transport, server.address("/")), is("204 "));
        assertThat(get(transport, server.address("/")), is("200 second"));
        assertThat(server.connections(), is(1));
    }

    private Response open(String headersAndBody) throws IOException, InterruptedException {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\n" + headersAndBody);
        });
        return loopback.transport().send(Request.get(server.address("/"), Credentials.NONE));
    }

    private String answer(String headersAndBody) throws IOException, InterruptedException {
        return Loopback.read(open(headersAndBody));
    }

    private ConnectionException broken(String headersAndBody) {
        return assertThrows(ConnectionException.class, () -> answer(headersAndBody));
    }

    private String malformed(String chunks) {
        String answer = "Transfer-Encoding: chunked\r\n\r\n" + chunks;
        return assertThrows(HttpFormatException.class, () -> answer(answer)).getMessage();
    }
}
