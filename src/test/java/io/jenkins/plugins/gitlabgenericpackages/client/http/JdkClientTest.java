package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/**
 * What {@code java.net.http} does otherwise than this client, as far as a test can tell in a moment. When one fails, the
 * decision in {@code docs/http.md} is to be looked at again.
 */
public class JdkClientTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    /** Unless {@code jdk.http.auth.tunneling.disabledSchemes} was changed before the first use in this Java. */
    @Test
    public void loginOfAProxyIsLeftOutWhereATunnelIsAskedFor() throws Exception {
        ScriptedServer proxy = loopback.serve(peer -> peer.serve("403 Forbidden", "no"));
        HttpClient client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())))
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://gitlab.example.com/"))
                .header("Proxy-Authorization", "Basic YW5uOnMzY3JldA==")
                .build();
        try {
            client.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            // Some versions take the refusal for a failure; what was sent is what counts here.
        }
        assertThat(proxy.heads().get(0), startsWith("CONNECT gitlab.example.com:443 HTTP/1.1\r\n"));
        assertThat(proxy.heads().get(0), not(containsString("Proxy-Authorization")));
    }
}
