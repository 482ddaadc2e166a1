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
        assertThat(refused("http://[::1/"), containsString("host"));
        assertThat(refused("http://good.example\\@evil.example/"), containsString("host"));
    }

    @Test
    public void portMustBePossible() {
        for (String port : new String[] {"0", "65536", "99999"}) {
            assertThat(refused("http://example.com:" + port + "/"), containsString("port"));
        }
        assertThat(refused("http://example.com:99999999999/"), containsString("the host"));
        assertThat(refused("http://example.com:-1/"), containsString("the host"));
    }

    @Test
    public void loginIsRefusedAndNotRepeated() {
        String message = refused("https://ann:s3cret@example.com/");
        assertThat(message, is("the address must not contain a user name or password"));
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
