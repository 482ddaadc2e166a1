package io.jenkins.plugins.gitlabgenericpackages.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ProxyVariablesTest {
    private static final String HTTP = "http://gitlab.example.com";
    private static final String HTTPS = "https://gitlab.example.com";

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final Commands commands = new Commands();

    @Test
    public void isChosenByTheScheme() {
        Map<String, String> both = Map.of("http_proxy", "http://a:1", "https_proxy", "http://b:2");
        assertEquals("a:1", find(both, HTTP).toString());
        assertEquals("b:2", find(both, HTTPS).toString());
        assertNull(find(Map.of("http_proxy", "http://a:1"), HTTPS));
    }

    @Test
    public void capitalsCountForHttpsOnly() {
        assertNull(find(Map.of("HTTP_PROXY", "http://a:1"), HTTP));
        assertEquals("a:1", find(Map.of("HTTPS_PROXY", "http://a:1"), HTTPS).toString());
        assertEquals("a:1", find(Map.of("HTTPS_PROXY", "b:2", "https_proxy", "a:1"), HTTPS).toString());
    }

    @Test
    public void oneForAllComesLast() {
        assertEquals("a:1", find(Map.of("ALL_PROXY", "http://a:1"), HTTP).toString());
        assertEquals("a:1", find(Map.of("all_proxy", "http://a:1"), HTTPS).toString());
        assertEquals("b:2", find(Map.of("ALL_PROXY", "a:1", "https_proxy", "b:2"), HTTPS).toString());
    }

    @Test
    public void loginIsDecoded() {
        ProxySettings proxy = find(Map.of("https_proxy", "http://me:p%40ss@proxy:3128/"), HTTPS);
        assertEquals(new ProxySettings("proxy", 3128, "me", "p@ss", List.of()), proxy);
        assertEquals(1080, find(Map.of("https_proxy", "proxy"), HTTPS).port());
    }

    @Test
    public void exceptionsIncludeSubdomains() {
        assertEquals(
                List.of("example.com", "*.example.com", "localhost", "*.localhost"),
                find(Map.of("https_proxy", "p:1", "NO_PROXY", ".example.com, localhost"), HTTPS)
                        .noProxyHosts());
        assertEquals(List.of("*"), find(Map.of("https_proxy", "p:1", "no_proxy", "*"), HTTPS).noProxyHosts());
    }

    @Test
    public void exceptionsMayBeBlocksOfAddresses() {
        assertEquals(
                List.of("10.0.0.0/8", "fd00::/8"),
                find(Map.of("https_proxy", "p:1", "NO_PROXY", "10.0.0.0/8,fd00::/8"), HTTPS).noProxyHosts());
    }

    @Test
    public void addressWithinABlockIsReachedDirectly() {
        commands.environment.put("http_proxy", "http://127.0.0.1:1");
        commands.environment.put("NO_PROXY", "192.0.2.0/24, 127.0.0.0/8");
        commands.plain(
                "list",
                "--gitlab-url=" + commands.registry.url(),
                "--project-id=7",
                "--package-name=a",
                "--retries=0");
        assertEquals(1, commands.registry.acceptedConnections());
    }

    @Test
    public void unusableOneIsRefusedWithoutItsPassword() {
        for (String value : List.of(
                "socks5://me:secret@proxy:1",
                "http://me:sec ret@proxy",
                "https://me:secret@p",
                "http://me:12/secret@proxy:1",
                "secret/x@proxy:1",
                "http://secret:12?x@proxy:1",
                "http://secret:12#x@proxy:1",
                "http://me:x@secret:12/x@proxy:1")) {
            InvalidRequestException e = assertThrows(
                    InvalidRequestException.class, () -> find(Map.of("https_proxy", value), HTTPS));
            assertFalse(e.getMessage(), e.getMessage().contains("sec"));
        }
    }

    @Test
    public void unusableOneIsNoMatterWhereNoneIsNeeded() {
        for (String value : List.of("socks5://me:secret@proxy:1", "https://me:secret@proxy:1")) {
            ProxySettings proxy = find(Map.of("https_proxy", value, "no_proxy", "example.com"), HTTPS);
            assertEquals(value.replace("me:secret@", ""), proxy.toString());
            assertFalse(proxy.appliesTo(HttpAddress.parse(HTTPS)));
        }
        for (String value : List.of("http://me:sec ret@proxy", "proxy:port")) {
            assertNull(find(Map.of("https_proxy", value, "no_proxy", "example.com"), HTTPS));
        }
    }

    @Test
    public void requestsGoThroughIt() {
        commands.environment.put("http_proxy", commands.registry.url().toString());
        commands.plain(
                "list", "--gitlab-url=http://gitlab.invalid", "--project-id=7", "--package-name=a", "--retries=0");
        assertEquals(1, commands.registry.acceptedConnections());
        commands.environment.put("NO_PROXY", "invalid");
        commands.plain(
                "list", "--gitlab-url=http://gitlab.invalid", "--project-id=7", "--package-name=a", "--retries=0");
        assertEquals(1, commands.registry.acceptedConnections());
    }

    private static ProxySettings find(Map<String, String> environment, String gitlab) {
        return ProxyVariables.find(
                new Shell(environment, Path.of("").toAbsolutePath(), System.out, System.err, false),
                HttpAddress.parse(gitlab));
    }
}
