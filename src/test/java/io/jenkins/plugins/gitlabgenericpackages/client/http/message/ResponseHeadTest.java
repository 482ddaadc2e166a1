package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.EndlessInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ResponseHeadTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void basics() throws Exception {
        ResponseHead head =
                head("HTTP/1.1 206 Partial Content\r\nContent-Length: 3\r\nx-a:\t b \r\nX-A: c\r\n\r\nrest");
        assertThat(head.status(), is(206));
        assertThat(head.headers().first("content-length"), is(Optional.of("3")));
        assertThat(head.headers().all("X-A"), is(List.of("b", "c")));
    }

    @Test
    public void linesMayEndWithALineFeedAloneAndTheReasonMayBeMissing() throws Exception {
        ResponseHead head = head("HTTP/1.1 404\nA: b\n\n");
        assertThat(head.status(), is(404));
        assertThat(head.headers().first("A"), is(Optional.of("b")));
    }

    @Test
    public void textIsReadAsUtf8() throws Exception {
        assertThat(
                head("HTTP/1.1 200 OK\r\nX-Name: ümlaut\r\n\r\n").headers().first("X-Name"), is(Optional.of("ümlaut")));
    }

    @Test
    public void connectionIsKeptInHttp11UnlessItSaysOtherwise() throws Exception {
        assertTrue(head("HTTP/1.1 200 OK\r\n\r\n").keepsConnection());
        assertTrue(head("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n\r\n").keepsConnection());
        assertFalse(head("HTTP/1.1 200 OK\r\nConnection: foo, Close\r\n\r\n").keepsConnection());
        assertFalse(head("HTTP/1.0 200 OK\r\n\r\n").keepsConnection());
    }

    @Test
    public void connectionIsNotKeptAfterTwoFramings() throws Exception {
        String length = "Content-Length: 5\r\n";
        String chunks = "Transfer-Encoding: chunked\r\n";
        assertTrue(head("HTTP/1.1 200 OK\r\n" + length + "\r\n").keepsConnection());
        assertTrue(head("HTTP/1.1 200 OK\r\n" + chunks + "\r\n").keepsConnection());
        assertFalse(head("HTTP/1.1 200 OK\r\n" + length + chunks + "\r\n").keepsConnection());
    }

    @Test
    public void whatIsNotHttpIsRefused() {
        for (String line : new String[] {
            "SSH-2.0-OpenSSH_9.2",
            "HTTP/1.1 ",
            "HTTP/1.1 2xx",
            "HTTP/1.1 200OK",
            "HTTP/1.1 -20 OK",
            "HTTP/2 200",
            "HTTP/1.1 20 OK",
            "HTTP/1.1 2000 OK",
            "HTTP/1.1 099 Low",
            "HTTP/1.1 600 High",
            "HTTP/1.1  200 OK",
            "http/1.1 200 OK",
            "<html>"
        }) {
            assertThat(line, refused(line + "\r\n\r\n"), is("the answer is not HTTP/1.1"));
        }
    }

    @Test
    public void headerLineMustHaveAName() throws Exception {
        assertThat(
                head("HTTP/1.1 200 OK\r\naAzZ09!#$%&'*+-.^_`|~: b\r\n\r\n")
                        .headers()
                        .first("aAzZ09!#$%&'*+-.^_`|~"),
                is(Optional.of("b")));
        for (char c : "\"(),/;<=>?@[\\]{} \t\u0001\u007f\u00e9".toCharArray()) {
            assertThat(refused("HTTP/1.1 200 OK\r\nNa" + c + "me: b\r\n\r\n"), containsString("without a name"));
        }
        for (String line : new String[] {"no colon", ": value", "Name : value"}) {
            assertThat(
                    line, refused("HTTP/1.1 200 OK\r\nA: b\r\n" + line + "\r\n\r\n"), containsString("without a name"));
        }
    }

    @Test
    public void headerValueWithAControlCharacterIsRefused() {
        for (String c : new String[] {"\r", "\u0000", "\u001b", "\u007f"}) {
            assertThat(refused("HTTP/1.1 200 OK\r\nETag: a" + c + "b\r\n\r\n"), containsString("control character"));
        }
    }

    @Test
    public void lineThatIsFoldedGoesOnInTheNext() throws Exception {
        ResponseHead head = head("HTTP/1.1 200 OK\r\nX-A: b \r\n \t c\r\n\td \r\n \r\nX-E: f\r\n\r\n");
        assertThat(head.headers().first("X-A"), is(Optional.of("b c d")));
        assertThat(head.headers().first("X-E"), is(Optional.of("f")));
    }

    @Test
    public void firstLineCannotBeFolded() {
        assertThat(refused("HTTP/1.1 200 OK\r\n X-A: b\r\n\r\n"), containsString("without a name"));
    }

    @Test
    public void emptyLinesBeforeTheHeadAreOverlooked() throws Exception {
        assertThat(head("\r\n\n\r\nHTTP/1.1 200 OK\r\n\r\n").status(), is(200));
    }

    @Test
    public void whatTheServerCallsTheStatusDoesNotMatter() throws Exception {
        for (String reason : new String[] {"", "Caf\u0085", "a\u2028b", "\u001b[31m", "a\tb", "\ufffd"}) {
            assertThat(head("HTTP/1.1 404 " + reason + "\r\n\r\n").status(), is(404));
        }
        byte[] nextLine = "HTTP/1.1 404 a\u0085b\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ResponseHead.read(new ByteArrayInputStream(nextLine)).status(), is(404));
    }

    @Test
    public void onlySpacesAndTabsAroundAValueAreLeftOut() throws Exception {
        assertThat(
                head("HTTP/1.1 200 OK\r\nETag: \t\u2003x\u0085 \r\n\r\n")
                        .headers()
                        .first("ETag"),
                is(Optional.of("\u2003x\u0085")));
    }

    @Test
    public void endlessLineIsRefused() {
        String tooLong = "a line in the head of the answer is longer than 16384 bytes";
        assertThat(refused(endless("HTTP/1.1 200 OK\r\nA: ", "x")), is(tooLong));
        assertThat(refused(endless("HTTP/1.1 200 ", "x")), is(tooLong));
        assertThat(refused(endless("", "x")), is(tooLong));
    }

    @Test
    public void endlessHeadIsRefused() {
        String tooLong = "the head of the answer is longer than 65536 bytes";
        assertThat(refused(endless("HTTP/1.1 200 OK\r\n", "A: " + "b".repeat(1000) + "\r\n")), is(tooLong));
        assertThat(refused(endless("HTTP/1.1 200 OK\r\nA: b\r\n", " \r\n")), is(tooLong));
        assertThat(refused(endless("", "\r\n")), is(tooLong));
        assertThat(refused(endless("", "\n")), is(tooLong));
    }

    @Test
    public void headersWithoutEndAreRefused() throws Exception {
        assertThat(head("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(200) + "\r\n").status(), is(200));
        assertThat(refused(endless("HTTP/1.1 200 OK\r\n", "A: b\r\n")), is("the answer has more than 200 headers"));
    }

    @Test
    public void endInTheMiddleOfTheHeadIsABrokenConnection() {
        for (String start : new String[] {"", "\r\n", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nA: b\r\n"}) {
            ConnectionException broken = assertThrows(ConnectionException.class, () -> head(start));
            assertThat(broken.getMessage(), is("the connection was closed without a complete answer"));
        }
    }

    private static ResponseHead head(String raw) throws IOException {
        return ResponseHead.read(new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
    }

    private static String refused(String raw) {
        return refused(new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
    }

    private static String refused(InputStream raw) {
        return assertThrows(HttpFormatException.class, () -> ResponseHead.read(raw))
                .getMessage();
    }

    private static InputStream endless(String start, String then) {
        return new EndlessInput((start + then).getBytes(StandardCharsets.UTF_8), start.length());
    }
}
