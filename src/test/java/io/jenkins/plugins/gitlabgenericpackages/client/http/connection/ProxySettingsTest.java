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
        assertTrue(applies("https://example.com/", "*.example.com"));
        assertTrue(applies("https://gitlab.example.com/", "\\E*[x"));
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
