package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.read;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class RedirectsTest {
    private static final String TOKEN = "\r\nPRIVATE-TOKEN: glpat-s3cret\r\n";

    private static final TestKeys KEYS = TestKeys.ofLoopback();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private Redirects redirects;

    @Before
    public void open() throws Exception {
        redirects = new Redirects(loopback.transport(Loopback.PATIENT, KEYS.trusting()));
    }

    @Test
    public void answerThatIsNoRedirectComesBack() throws Exception {
        ScriptedServer server = loopback.serve(peer -> peer.serve("200 OK\r\nLocation: /elsewhere", "here"));
        assertThat(read(send(server.address("/"))), is("200 here"));
    }

    @Test
    public void redirectWithoutALocationComesBack() throws Exception {
        ScriptedServer server = loopback.serve(peer -> peer.serve("302 Found", "where?"));
        assertThat(read(send(server.address("/"))), is("302 where?"));
    }

    @Test
    public void credentialsStayOnTheSameOrigin() throws Exception {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            ScriptedServer server = loopback.serve(peer -> {
                peer.serve(status + " Moved\r\nLocation: /b%2Fc?d", "moved");
                peer.serve("200 OK", "there");
            });
            Response response = send(server.address("/a"));
            assertThat(response.address().target(), is("/b%2Fc?d"));
            assertTrue(response.fromAskedOrigin());
            assertThat(read(response), is("200 there"));
            assertThat(server.heads().get(1), startsWith("GET /b%2Fc?d HTTP/1.1\r\n"));
            assertThat(server.heads().get(1), containsString(TOKEN));
            assertThat(server.connections(), is(1));
        }
    }

    @Test
    public void credentialsAreDroppedOnAnotherPort() throws Exception {
        ScriptedServer storage = loopback.serve(peer -> peer.serve("200 OK", "stored"));
        ScriptedServer server = redirecting(storage.address("/bucket/a%2Bb?X-Amz-Signature=%2f%2F+&x")
                        .origin() + "/bucket/a%2Bb?X-Amz-Signature=%2f%2F+&x");
        Response response = send(server.address("/"));
        assertFalse(response.fromAskedOrigin());
        assertThat(response.address().origin(), is(storage.address("").origin()));
        assertThat(read(response), is("200 stored"));
        assertThat(server.heads().get(0), containsString(TOKEN));
        assertThat(storage.heads().get(0), startsWith("GET /bucket/a%2Bb?X-Amz-Signature=%2f%2F+&x HTTP/1.1\r\n"));
        assertThat(storage.heads().get(0), not(containsString("s3cret")));
        assertThat(storage.heads().get(0), containsString("\r\nRange: bytes=5-\r\n"));
    }

    @Test
    public void credentialsAreDroppedOnAnotherHost() throws Exception {
        ScriptedServer server = loopback.serve(
                peer -> {
                    String port = peer.readHead().replaceFirst("(?s).*Host: 127.0.0.1:([0-9]+).*", "$1");
                    peer.answer("302 Found\r\nLocation: http://localhost:" + port + "/b", "");
                },
                peer -> peer.serve("200 OK", "there"));
        assertThat(read(send(server.address("/a"))), is("200 there"));
        assertThat(server.heads().get(1), not(containsString("s3cret")));
    }

    @Test
    public void credentialsAreDroppedOnTheWayToHttps() throws Exception {
        ScriptedServer secure = loopback.serve(KEYS.server(), peer -> peer.serve("200 OK", "there"));
        ScriptedServer server = redirecting(secure.address("/b").toString());
        assertThat(read(send(server.address("/a"))), is("200 there"));
        assertThat(secure.heads().get(0), not(containsString("s3cret")));
    }

    @Test
    public void droppedCredentialsNeverComeBack() throws Exception {
        ScriptedServer[] origins = new ScriptedServer[2];
        origins[1] = loopback.serve(peer -> peer.serve("302 Found\r\nLocation: " + origins[0].address("/home"), ""));
        origins[0] = loopback.serve(peer -> {
            peer.serve("302 Found\r\nLocation: " + origins[1].address("/away"), "");
            peer.serve("200 OK", "home");
        });
        Response response = send(origins[0].address("/"));
        assertFalse(response.fromAskedOrigin());
        assertThat(read(response), is("200 home"));
        assertThat(origins[1].heads().get(0), not(containsString("s3cret")));
        assertThat(origins[0].heads().get(1), not(containsString("s3cret")));
    }

    @Test
    public void droppedCredentialsDoNotComeBackByAThirdOriginEither() throws Exception {
        ScriptedServer[] origins = new ScriptedServer[3];
        origins[2] =
                redirecting(() -> "/again", () -> origins[0].address("/home").toString());
        origins[1] = redirecting(() -> origins[2].address("/").toString());
        origins[0] = loopback.serve(peer -> {
            peer.serve("302 Found\r\nLocation: " + origins[1].address("/away"), "");
            peer.serve("302 Found\r\nLocation: /inside", "");
            peer.serve("200 OK", "home");
        });
        Response response = send(origins[0].address("/"));
        assertFalse(response.fromAskedOrigin());
        assertThat(read(response), is("200 home"));
        assertThat(origins[0].heads().size(), is(3));
        assertThat(origins[0].heads().get(1), not(containsString("s3cret")));
        assertThat(origins[0].heads().get(2), not(containsString("s3cret")));
    }

    @Test
    public void presignedAddressThatIsNoUriStaysAsItIs() throws Exception {
        ScriptedServer storage = loopback.serve(peer -> peer.serve("200 OK", "stored"));
        String target = "/bucket/a|b{c}\"%zz?X-Amz-Signature=%2f%2F+[x]&y=^`\\";
        ScriptedServer server = redirecting(storage.address("/").origin() + target);
        assertThat(read(send(server.address("/"))), is("200 stored"));
        assertThat(storage.heads().get(0), startsWith("GET " + target + " HTTP/1.1\r\n"));
    }

    @Test
    public void longAddressIsCutInMessages() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.serve("302 Found\r\nLocation: /" + "a".repeat(8000), "");
            peer.serve("302 Found\r\nLocation: ftp://x", "");
        });
        String message = refused(server.address("/")).getMessage();
        assertThat(message, containsString("… redirects to an unusable address: "));
        assertTrue(message, message.length() < 500);
    }

    @Test
    public void nothingLeavesHttpsForHttp() throws Exception {
        ScriptedServer plain = loopback.serve(peer -> peer.serve("200 OK", "overheard"));
        ScriptedServer server = loopback.serve(
                KEYS.server(), peer -> peer.serve("302 Found\r\nLocation: " + plain.address("/b") + "?sig=s3cret", ""));
        RedirectException refused = refused(server.address("/a?q=s3cret"));
        assertThat(
                refused.getMessage(),
                is(server.address("/a") + " redirects from https to http, to http://127.0.0.1:" + plain.port()
                        + ". If that is GitLab's object storage, it needs https, or GitLab has to pass downloads on"
                        + " itself (proxy_download)"));
        assertThat(plain.connections(), is(0));
    }

    @Test
    public void whatMustNotLeaveIsNotAskedForElsewhere() throws Exception {
        ScriptedServer other = loopback.serve(peer -> peer.serve("200 OK", "other"));
        ScriptedServer server = loopback.serve(peer -> {
            peer.serve("302 Found\r\nLocation: /b", "");
            peer.serve("302 Found\r\nLocation: " + other.address("/c") + "?sig=s3cret", "");
        });
        Request request = Request.get(server.address("/a"), Credentials.of("PRIVATE-TOKEN", "glpat-s3cret"));
        RedirectException refused = assertThrows(RedirectException.class, () -> redirects.sendWithinOrigin(request));
        assertThat(
                refused.getMessage(),
                startsWith(server.address("/b") + " redirects to http://127.0.0.1:" + other.port()));
        assertThat(refused.getMessage(), not(containsString("s3cret")));
        assertThat(server.heads().get(1), containsString(TOKEN));
        assertThat(other.connections(), is(0));
    }

    @Test
    public void schemeRelativeLocationKeepsTheScheme() throws Exception {
        ScriptedServer other = loopback.serve(peer -> peer.serve("200 OK", "other"));
        ScriptedServer server = redirecting("//127.0.0.1:" + other.port() + "/b");
        assertThat(read(send(server.address("/a"))), is("200 other"));
        assertThat(other.heads().get(0), not(containsString("s3cret")));
    }

    @Test
    public void relativeLocationStaysInTheFolder() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.serve("302 Found\r\nLocation: c?d", "");
            peer.serve("200 OK", "there");
        });
        assertThat(read(send(server.address("/a/b?x"))), is("200 there"));
        assertThat(server.heads().get(1), startsWith("GET /a/c?d HTTP/1.1\r\n"));
    }

    @Test
    public void tenRedirectsAreFollowedAndNoMore() throws Exception {
        ScriptedServer tenth = loopback.serve(peer -> {
            for (int i = 0; i < 10; i++) {
                peer.serve("302 Found\r\nLocation: /" + i, "");
            }
            peer.serve("200 OK", "there");
        });
        assertThat(read(send(tenth.address("/"))), is("200 there"));
        ScriptedServer endless = loopback.serve(peer -> {
            while (true) {
                peer.serve("302 Found\r\nLocation: /again?sig=s3cret", "");
            }
        });
        RedirectException refused = refused(endless.address("/a"));
        assertThat(refused.getMessage(), is(endless.address("/a") + " redirects more than 10 times"));
        assertThat(endless.heads().size(), is(11));
    }

    @Test
    public void unusableLocationIsRefusedAndNotRepeated() throws Exception {
        for (String location : new String[] {
            "http://",
            "http://a b/?s3cret",
            "ftp://example.com/s3cret",
            "javascript:s3cret",
            "http://ann:s3cret@example.com/",
            "/a b?s3cret",
            "http://example.com:99999/?s3cret"
        }) {
            ScriptedServer server = redirecting(location);
            RedirectException refused = refused(server.address("/a?q=s3cret"));
            assertThat(refused.getMessage(), startsWith(server.address("/a") + " redirects to an unusable address: "));
            assertThat(refused.getMessage(), not(containsString("s3cret")));
        }
    }

    @Test
    public void refusedRedirectEndsTheConnection() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        ScriptedServer server = loopback.serve(peer -> {
            peer.serve("302 Found\r\nLocation: ftp://example.com/", "moved");
            peer.readToEnd();
            ended.countDown();
        });
        refused(server.address("/"));
        ended.await();
    }

    @Test
    public void otherMethodsAreNotRedirected() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.serve("301 Moved\r\nLocation: /b", "moved");
            peer.serve("301 Moved\r\nLocation: /b", "moved");
        });
        Request delete = Request.delete(server.address("/a"), Credentials.of("PRIVATE-TOKEN", "glpat-s3cret"));
        assertThat(read(redirects.send(delete)), is("301 moved"));
        Request put = Request.put(server.address("/a"), Credentials.NONE, new Bytes(0));
        assertThat(read(redirects.send(put)), is("301 moved"));
    }

    private ScriptedServer redirecting(String location) throws Exception {
        return redirecting(() -> location);
    }

    /** Redirects to one after the other. */
    @SafeVarargs
    private ScriptedServer redirecting(Supplier<String>... locations) throws Exception {
        return loopback.serve(peer -> {
            for (Supplier<String> location : locations) {
                peer.serve("302 Found\r\nLocation: " + location.get(), "moved");
            }
        });
    }

    private RedirectException refused(HttpAddress address) {
        return assertThrows(RedirectException.class, () -> send(address));
    }

    private Response send(HttpAddress address) throws Exception {
        Credentials token = Credentials.of("PRIVATE-TOKEN", "glpat-s3cret");
        return redirects.send(Request.get(address, token).header("Range", "bytes=5-"));
    }
}
