package io.jenkins.plugins.gitlabgenericpackages.client.http.message;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class HttpAddressTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void basics() {
        HttpAddress address = HttpAddress.parse("HTTPS://GitLab.Example.com/api/v4?page=2#top");
        assertThat(address.scheme(), is("https"));
        assertThat(address.host(), is("gitlab.example.com"));
        assertThat(address.port(), is(443));
        assertThat(address.target(), is("/api/v4?page=2"));
        assertTrue(address.isSecure());
        assertFalse(HttpAddress.parse("http://gitlab.example.com").isSecure());
    }

    @Test
    public void targetIsKeptByteForByte() {
        String target = "/b%2fc/%7Euser/../a//b?X-Amz-Signature=aB%2B%2b&empty=&q=[x]{y}|'\"";
        assertThat(HttpAddress.parse("https://s3.example.com" + target).target(), is(target));
    }

    @Test
    public void emptyTargetBecomesASlash() {
        assertThat(HttpAddress.parse("http://example.com").target(), is("/"));
        assertThat(HttpAddress.parse("http://example.com?a=b").target(), is("/?a=b"));
        assertThat(HttpAddress.parse("http://example.com#top").target(), is("/"));
    }

    @Test
    public void defaultPortIsLeftOutOfAuthorityAndOrigin() {
        assertThat(HttpAddress.parse("http://example.com:80/").authority(), is("example.com"));
        assertThat(HttpAddress.parse("https://example.com:443/").origin(), is("https://example.com"));
        assertThat(HttpAddress.parse("https://example.com:80/").origin(), is("https://example.com:80"));
        assertThat(HttpAddress.parse("http://example.com:/").port(), is(80));
    }

    @Test
    public void ipv6LiteralKeepsItsBracketsExceptForSockets() {
        HttpAddress address = HttpAddress.parse("http://[2001:DB8::1]:8080/a");
        assertThat(address.authority(), is("[2001:db8::1]:8080"));
        assertThat(address.origin(), is("http://[2001:db8::1]:8080"));
        assertThat(address.bareHost(), is("2001:db8::1"));
        assertThat(HttpAddress.parse("https://[::1]/").authority(), is("[::1]"));
        assertThat(HttpAddress.parse("http://[::]:8080/").authority(), is("[::]:8080"));
    }

    @Test
    public void textLeavesTheQueryOut() {
        HttpAddress address = HttpAddress.parse("https://s3.example.com:9000/bucket/key?X-Amz-Signature=secret");
        assertThat(address.toString(), is("https://s3.example.com:9000/bucket/key"));
    }

    @Test
    public void originIsSchemeHostAndPort() {
        HttpAddress address = HttpAddress.parse("https://example.com/a");
        assertTrue(address.sameOrigin(HttpAddress.parse("https://EXAMPLE.com:443/b?c")));
        assertFalse(address.sameOrigin(HttpAddress.parse("http://example.com:443/a")));
        assertFalse(address.sameOrigin(HttpAddress.parse("https://example.com:8443/a")));
        assertFalse(address.sameOrigin(HttpAddress.parse("https://www.example.com/a")));
        assertFalse(address.sameOrigin(HttpAddress.parse("https://example.com./a")));
    }

    @Test
    public void onlyHttpIsAccepted() {
        for (String text :
                new String[] {"", "example.com", "ftp://example.com", "file:///etc/passwd", "//example.com"}) {
            assertThat(refused(text), is("not an http:// or https:// address"));
        }
    }

    @Test
    public void hostMustBeThere() {
        for (String text : new String[] {"http://", "http:///a", "http://:80/", "http://a b/", "http://a\\b/"}) {
            assertThat(text, refused(text), containsString("host"));
        }
        assertThat(refused("http://:80/"), is("the address names no host"));
        assertThat(refused("http://[::1/"), containsString("host"));
        assertThat(refused("http://good.example\\@evil.example/"), containsString("host"));
    }

    @Test
    public void portMustBePossible() {
        for (int port : new int[] {1, 65535}) {
            assertThat(HttpAddress.parse("http://example.com:" + port + "/").port(), is(port));
        }
        for (String port : new String[] {"0", "65536", "99999"}) {
            assertThat(refused("http://example.com:" + port + "/"), containsString("port"));
        }
        assertThat(refused("http://example.com:99999999999/"), containsString("the host"));
        assertThat(refused("http://example.com:-1/"), containsString("the host"));
    }

    @Test
    public void loginIsRefusedAndNotRepeated() {
        for (String login : new String[] {"ann:s3cret@", "s3cret@", "@"}) {
            assertThat(
                    refused("https://" + login + "example.com/"),
                    is("the address must not contain a user name or password"));
        }
    }

    @Test
    public void nameOfAHostMayHaveUnderscores() {
        assertThat(HttpAddress.parse("http://git_lab.Example.com/").authority(), is("git_lab.example.com"));
        assertThat(HttpAddress.parse("http://_/").host(), is("_"));
        assertThat(HttpAddress.parse("http://3com.example./").host(), is("3com.example."));
    }

    @Test
    public void nameOfAHostHasLabelsOfLettersDigitsAndHyphens() {
        for (String host : new String[] {
            "a..b", ".a", ".", "-a", "a-", "a.-b", "a%41", "a+b", "a,b", "b\u00fccher.example", "a\u3002b", "a\u2028"
        }) {
            assertThat(host, refused("http://" + host + "/"), containsString("the host"));
        }
    }

    @Test
    public void numberIsAnAddressOnlyInItsUsualForm() {
        assertThat(HttpAddress.parse("http://127.0.0.1/").host(), is("127.0.0.1"));
        for (String host : new String[] {
            "2130706433",
            "127.1",
            "0x7f000001",
            "0x7f.0.0.1",
            "127.0.0.01",
            "127.0.0.256",
            "1.2.3.4.5",
            "127.0.0.1.",
            "a.1"
        }) {
            assertThat(host, refused("http://" + host + "/"), containsString("the host"));
        }
    }

    @Test
    public void ipv6LiteralMustBeOne() {
        for (String host : new String[] {
            "[]",
            "[1.2.3.4]",
            "[::1]x",
            "x[::1]",
            "[::g]",
            "[:::]",
            "::1",
            "[::1",
            "[::1]]",
            "[fe80::1%eth0]",
            "[fe80::1%25]",
            "[fe80::1%25a/b]",
            "[fe80::1%25" + "a".repeat(40) + "]"
        }) {
            assertThat(host, refused("http://" + host + "/"), containsString("host"));
        }
    }

    /** It names an interface of this machine (RFC 6874): right for sockets, none of the server's business. */
    @Test
    public void zoneIsForSocketsAlone() {
        HttpAddress address = HttpAddress.parse("https://[FE80::1%25Eth0]:8443/a");
        assertThat(address.bareHost(), is("fe80::1%Eth0"));
        assertThat(address.authority(), is("[fe80::1]:8443"));
        assertThat(address.tunnelTarget(), is("[fe80::1]:8443"));
        assertThat(address.certifiedHost(), is("fe80::1"));
        assertThat(address.origin(), is("https://[fe80::1%25Eth0]:8443"));
        assertFalse(address.sameOrigin(HttpAddress.parse("https://[fe80::1%25Eth1]:8443/a")));
        assertFalse(address.sameOrigin(HttpAddress.parse("https://[fe80::1]:8443/a")));
    }

    @Test
    public void longAddressIsRefused() {
        String start = "https://example.com/";
        assertThat(
                HttpAddress.parse(start + "a".repeat(8192 - start.length()))
                        .target()
                        .length(),
                is(8173));
        String tooLong = "the address is longer than 8192 characters";
        assertThat(refused(start + "a".repeat(8193 - start.length())), is(tooLong));
        assertThat(refused("http://" + "a.".repeat(5_000_000) + "/"), is(tooLong));
        HttpAddress from = HttpAddress.parse(start + "a".repeat(5000) + "/b");
        for (String location : new String[] {
            "c".repeat(5000), "/" + "c".repeat(8192), "//a/" + "c".repeat(9000), "/#" + "c".repeat(8192)
        }) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> from.resolve(location));
            assertThat(refused.getMessage(), is(tooLong));
        }
    }

    @Test
    public void hostileHostIsRefusedAtOnce() {
        for (String piece : new String[] {"a.", "a-", "-", "1.", "[", ":", "%25", "[::", "@", "0x", "_"}) {
            String host = piece.repeat(8000 / piece.length());
            assertThrows(piece, IllegalArgumentException.class, () -> HttpAddress.parse("http://" + host + "!/"));
        }
    }

    @Test
    public void charactersThatCouldEndTheRequestLineAreRefused() {
        for (String c : new String[] {" ", "\r\n", "\t", "\u0000", "\u007f", "ü"}) {
            assertThat(refused("http://example.com/a" + c + "b"), containsString("percent-encoded"));
            assertThat(refused("http://example.com/?a" + c + "b"), containsString("percent-encoded"));
        }
    }

    @Test
    public void locationsAreResolved() {
        HttpAddress from = HttpAddress.parse("https://gitlab.example.com:8443/a/b/c?d=e");
        assertThat(resolved(from, "https://s3.example.com/x?y=z"), is("https://s3.example.com/x?y=z"));
        assertThat(resolved(from, "//s3.example.com/x"), is("https://s3.example.com/x"));
        assertThat(resolved(from, "/x%2Fy?z"), is("https://gitlab.example.com:8443/x%2Fy?z"));
        assertThat(resolved(from, "x"), is("https://gitlab.example.com:8443/a/b/x"));
        assertThat(resolved(from, "?f=g"), is("https://gitlab.example.com:8443/a/b/c?f=g"));
        assertThat(resolved(from, "/x#part"), is("https://gitlab.example.com:8443/x"));
        assertThat(resolved(from, "HTTP://Other.example/"), is("http://other.example/"));
    }

    @Test
    public void addressInsideARelativeLocationIsNoScheme() {
        HttpAddress from = HttpAddress.parse("https://gitlab.example.com/a/b");
        assertThat(
                resolved(from, "sign_in?to=https://evil.example/"),
                is("https://gitlab.example.com/a/sign_in?to=https://evil.example/"));
    }

    @Test
    public void locationOfAnotherSchemeIsRefused() {
        HttpAddress from = HttpAddress.parse("https://gitlab.example.com/a");
        for (String location : new String[] {"javascript:alert(1)", "mailto:a@b", "file:///etc/passwd", "http:x"}) {
            assertThrows(location, IllegalArgumentException.class, () -> from.resolve(location));
        }
    }

    private static String resolved(HttpAddress from, String location) {
        HttpAddress next = from.resolve(location);
        return next.origin() + next.target();
    }

    private static String refused(String text) {
        return assertThrows(text, IllegalArgumentException.class, () -> HttpAddress.parse(text))
                .getMessage();
    }
}
