package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ProxySettingsTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void appliesToAllWithoutExceptions() {
        assertTrue(applies("https://gitlab.example.com/"));
        assertTrue(applies("http://127.0.0.1/", ""));
    }

    @Test
    public void exceptionIsAWholeName() {
        assertFalse(applies("https://gitlab.example.com:8443/", "gitlab.example.com"));
        assertFalse(applies("https://gitlab.example.com/", "other", "GitLab.Example.COM"));
        assertTrue(applies("https://gitlab.example.com/", "example.com"));
        assertTrue(applies("https://gitlabxexample.com/", "gitlab.example.com"));
        assertFalse(applies("http://[::1]/", "::1"));
    }

    @Test
    public void starStandsForAnyCharacters() {
        assertFalse(applies("https://gitlab.example.com/", "*.example.com"));
        assertFalse(applies("https://a.b.example.com/", "*.example.com"));
        assertFalse(applies("https://gitlab.example.com/", "git*.com"));
        assertFalse(applies("https://gitlab.example.com/", "*"));
        assertFalse(applies("https://example.com/", "*example.com"));
        assertFalse(applies("https://example.com.example.com/", "*.example.com"));
        assertFalse(applies("https://gitlab.example.com/", "gitlab.example.com*"));
        assertTrue(applies("https://example.com/", "*.example.com"));
        assertTrue(applies("https://notexample.com/", "*.example.com"));
        assertTrue(applies("https://gitlab.example.com.evil.org/", "*.example.com"));
        assertTrue(applies("https://gitlab.example.co/", "*.example.com"));
        assertTrue(applies("https://gitlab.example.com/", "?*.example.com"));
        assertTrue(applies("https://gitlab.example.com/", "\\E*[x"));
    }

    @Test
    public void exceptionMayBeABlockOfAddresses() {
        assertFalse(applies("http://10.1.2.3/", "10.0.0.0/8"));
        assertFalse(applies("http://10.1.2.3:8080/", "other", "10.1.2.3/8"));
        assertTrue(applies("http://11.1.2.3/", "10.0.0.0/8"));
        assertFalse(applies("http://192.168.1.127/", "192.168.1.0/25"));
        assertTrue(applies("http://192.168.1.128/", "192.168.1.0/25"));
        assertFalse(applies("http://192.168.1.1/", "192.168.1.1/32"));
        assertTrue(applies("http://192.168.1.2/", "192.168.1.1/32"));
        assertFalse(applies("http://192.168.1.2/", "0.0.0.0/0"));
    }

    @Test
    public void exceptionMayBeABlockOfIpv6Addresses() {
        assertFalse(applies("http://[fd12:3456::1]/", "fd00::/8"));
        assertFalse(applies("http://[fd12:3456::1]/", "[FD00::]/8"));
        assertTrue(applies("http://[fe80::1]/", "fd00::/8"));
        assertFalse(applies("http://[2001:db8:0:ffff::1]/", "2001:db8::/47"));
        assertTrue(applies("http://[2001:db8:2::1]/", "2001:db8::/47"));
        assertFalse(applies("http://[fe80::1%25eth0]/", "fe80::/10"));
        assertFalse(applies("http://[2001:db8::1]/", "::/0"));
    }

    @Test
    public void addressIsComparedByValue() {
        assertFalse(applies("http://[::1]/", "0:0:0:0:0:0:0:1"));
        assertFalse(applies("http://[0:0::1]/", "[::1]"));
        assertFalse(applies("http://[::ffff:10.0.0.1]/", "10.0.0.0/8"));
    }

    @Test
    public void blockHoldsNoNamesAndNoAddressesOfTheOtherKind() {
        assertTrue(applies("http://localhost/", "127.0.0.0/8", "0.0.0.0/0", "::/0"));
        assertTrue(applies("http://10.example.com/", "10.0.0.0/8"));
        assertTrue(applies("http://10.0.0.1/", "::/0"));
        assertTrue(applies("http://[::1]/", "0.0.0.0/0"));
    }

    @Test
    public void whatIsNoBlockHoldsNothing() {
        for (String block : new String[] {
            "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "10/8", "/8", "::/129", "10.0.0.0/-1", "/", "[/]"
        }) {
            assertTrue(block, applies("http://10.0.0.0/", block));
            assertTrue(block, applies("http://[::]/", block));
        }
    }

    @Test
    public void starsAreMatchedInReasonableTime() {
        String host = "a".repeat(8000);
        assertTrue(applies("http://" + host + "/", "*a*a*a*a*a*a*a*a*a*b"));
        assertFalse(applies("http://" + host + "b/", "*a*a*a*a*a*a*a*a*a*b"));
        assertFalse(applies("http://abcabd/", "a*b*d"));
        assertFalse(applies("http://abcabd/", "*ab*abd**"));
    }

    @Test
    public void textLeavesTheLoginOut() {
        ProxySettings proxy = new ProxySettings("proxy.example.com", 3128, "ann", "s3cret", List.of());
        assertThat(proxy.toString(), is("proxy.example.com:3128"));
        assertThat(proxy.credentials().toString(), is("Proxy-Authorization: ****"));
    }

    private static boolean applies(String address, String... exceptions) {
        return new ProxySettings("proxy", 3128, "", "", List.of(exceptions)).appliesTo(HttpAddress.parse(address));
    }
}
