package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxyException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TlsException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ProxyTest {
    /** {@code Basic} and the encoded login {@code ann:s3cret}. */
    private static final String LOGIN = "Proxy-Authorization: Basic YW5uOnMzY3JldA==\r\n";

    private static final TestKeys KEYS = new TestKeys("dns:gitlab.example.com");

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    @Test
    public void plainRequestNamesTheWholeAddress() throws Exception {
        ScriptedServer proxy = loopback.serve(peer -> {
            peer.serve("200 OK", "first");
            peer.serve("200 OK", "second");
        });
        HttpTransport transport = through(proxy);
        assertThat(get(transport, HttpAddress.parse("http://gitlab.example.com/a%2Fb?c")), is("200 first"));
        assertThat(get(transport, HttpAddress.parse("http://gitlab.example.com/")), is("200 second"));
        assertThat(proxy.heads().get(0), startsWith("GET http://gitlab.example.com/a%2Fb?c HTTP/1.1\r\n"));
        assertThat(proxy.heads().get(0), containsString("\r\nHost: gitlab.example.com\r\n"));
        assertThat(proxy.heads().get(0), containsString(LOGIN));
        assertThat(proxy.heads().get(1), containsString(LOGIN));
        assertThat(proxy.connections(), is(1));
    }

    @Test
    public void secureRequestGoesThroughATunnel() throws Exception {
        SSLContext origin = KEYS.server();
        ScriptedServer proxy = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
            peer.startTls(origin);
            peer.serve("200 OK", "first");
            peer.serve("200 OK", "second");
        });
        HttpTransport transport = through(proxy);
        HttpAddress address = HttpAddress.parse("https://gitlab.example.com/a?b");
        Credentials token = Credentials.of("PRIVATE-TOKEN", "glpat-1");
        assertThat(Loopback.read(transport.send(Request.get(address, token))), is("200 first"));
        assertThat(get(transport, address), is("200 second"));
        List<String> heads = proxy.heads();
        assertThat(
                heads.get(0),
                startsWith("CONNECT gitlab.example.com:443 HTTP/1.1\r\nHost: gitlab.example.com:443\r\n"));
        assertThat(heads.get(0), containsString(LOGIN));
        assertThat(heads.get(0), not(containsString("PRIVATE-TOKEN")));
        assertThat(heads.get(1), startsWith("GET /a?b HTTP/1.1\r\nHost: gitlab.example.com\r\n"));
        assertThat(heads.get(1), containsString("PRIVATE-TOKEN: glpat-1\r\n"));
        assertThat(heads.get(1), not(containsString("Proxy-")));
        assertThat(heads.get(2), not(containsString("Proxy-")));
        assertThat(proxy.connections(), is(1));
    }

    @Test
    public void proxyMaySaySomethingBeforeItsAnswer() throws Exception {
        SSLContext origin = KEYS.server();
        ScriptedServer proxy = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 Connection established\r\n\r\n");
            peer.startTls(origin);
            peer.serve("200 OK", "there");
        });
        assertThat(get(through(proxy), HttpAddress.parse("https://gitlab.example.com/")), is("200 there"));
    }

    @Test
    public void zoneOfAnAddressIsNotTold() throws Exception {
        ScriptedServer proxy = loopback.serve(peer -> peer.serve("403 Forbidden", "no"));
        assertThrows(ProxyException.class, () -> get(through(proxy), HttpAddress.parse("https://[fe80::1%25eth0]/")));
        assertThat(proxy.heads().get(0), startsWith("CONNECT [fe80::1]:443 HTTP/1.1\r\nHost: [fe80::1]:443\r\n"));
        get(through(proxy), HttpAddress.parse("http://[fe80::1%25eth0]/a"));
        assertThat(proxy.heads().get(1), startsWith("GET http://[fe80::1]/a HTTP/1.1\r\nHost: [fe80::1]\r\n"));
    }

    @Test
    public void tunnelToAnIpv6LiteralKeepsTheBrackets() throws Exception {
        ScriptedServer proxy = loopback.serve(peer -> peer.serve("403 Forbidden", ""));
        assertThrows(ProxyException.class, () -> get(through(proxy), HttpAddress.parse("https://[2001:db8::1]:8443/")));
        assertThat(
                proxy.heads().get(0),
                startsWith("CONNECT [2001:db8::1]:8443 HTTP/1.1\r\nHost: [2001:db8::1]:8443\r\n"));
    }

    @Test
    public void certificateIsThatOfTheOriginAlsoThroughATunnel() throws Exception {
        SSLContext origin = KEYS.server();
        ScriptedServer proxy = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\n\r\n");
            peer.startTls(origin);
        });
        assertThrows(TlsException.class, () -> get(through(proxy), HttpAddress.parse("https://evil.example.com/")));
    }

    @Test
    public void withoutAUserNameNoLoginIsSent() throws Exception {
        ScriptedServer proxy = loopback.serve(peer -> peer.serve("200 OK", "ok"));
        HttpTransport transport = through(new ProxySettings("127.0.0.1", proxy.port(), "", "", List.of()));
        assertThat(get(transport, HttpAddress.parse("http://gitlab.example.com/")), is("200 ok"));
        assertThat(proxy.heads().get(0), not(containsString("Proxy-Authorization")));
    }

    @Test
    public void exceptedHostIsReachedDirectlyAndWithoutTheLogin() throws Exception {
        ScriptedServer proxy = loopback.serve(peer -> peer.serve("200 OK", "proxy"));
        ScriptedServer origin = loopback.serve(peer -> peer.serve("200 OK", "origin"));
        HttpTransport transport =
                through(new ProxySettings("127.0.0.1", proxy.port(), "ann", "s3cret", List.of("127.*")));
        assertThat(get(transport, origin.address("/a")), is("200 origin"));
        assertThat(origin.heads().get(0), startsWith("GET /a HTTP/1.1\r\n"));
        assertThat(origin.heads().get(0), not(containsString("Proxy-")));
        assertThat(proxy.connections(), is(0));
    }

    @Test
    public void refusedLoginIsSaidForBothKindsOfRequest() throws Exception {
        for (String address : new String[] {"http://gitlab.example.com/", "https://gitlab.example.com/"}) {
            ScriptedServer proxy = loopback.serve(peer -> peer.serve("407 Proxy Authentication Required", "no"));
            ProxyException refused =
                    assertThrows(ProxyException.class, () -> get(through(proxy), HttpAddress.parse(address)));
            assertThat(
                    refused.getMessage(),
                    is("the proxy 127.0.0.1:" + proxy.port()
                            + " refused the connection with status 407: its user name or password is missing"
                            + " or wrong"));
            assertThat(proxy.connections(), is(1));
        }
    }

    @Test
    public void proxyThatCannotReachTheOriginNowMayDoSoLater() throws Exception {
        ScriptedServer proxy = loopback.serve(peer -> peer.serve("503 Service Unavailable", ""));
        ConnectionException broken = assertThrows(
                ConnectionException.class, () -> get(through(proxy), HttpAddress.parse("https://gitlab.example.com/")));
        assertThat(broken.getMessage(), containsString("503"));
    }

    @Test
    public void proxyThatClosesIsABrokenConnection() throws Exception {
        ScriptedServer proxy = loopback.serve(Peer::readHead);
        assertThrows(
                ConnectionException.class, () -> get(through(proxy), HttpAddress.parse("https://gitlab.example.com/")));
    }

    /** A tunnel is made for its first request, so nothing can have closed it meanwhile. */
    @Test
    public void newTunnelThatClosesWithoutAnAnswerIsABrokenConnection() throws Exception {
        SSLContext origin = KEYS.server();
        ScriptedServer proxy = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
            peer.startTls(origin);
            peer.readHead();
        });
        HttpTransport transport = through(proxy);
        HttpAddress address = HttpAddress.parse("https://gitlab.example.com/");
        assertThrows(ConnectionException.class, () -> get(transport, address));
        assertThat(proxy.connections(), is(1));
        Bytes body = new Bytes(3);
        assertThrows(ConnectionException.class, () -> transport.send(Request.put(address, Credentials.NONE, body)));
        assertThat(proxy.connections(), is(2));
        assertThat(body.times(), is(1));
    }

    @Test
    public void proxyThatCannotBeReachedIsNamed() throws Exception {
        ScriptedServer proxy = loopback.serve(peer -> {});
        proxy.close();
        ConnectionException failure = assertThrows(
                ConnectionException.class, () -> get(through(proxy), HttpAddress.parse("http://gitlab.example.com/")));
        assertThat(failure.getMessage(), startsWith("no connection to the proxy 127.0.0.1:" + proxy.port()));
        assertThat(failure.hint(), startsWith("Check the settings of that proxy"));
    }

    @Test
    public void oneOfAnotherKindIsRefusedOnlyWhereItIsNeeded() throws Exception {
        ScriptedServer server = loopback.serve(peer -> peer.serve("200 OK", "direct"));
        HttpTransport transport =
                through(new ProxySettings("socks5", "proxy", 1080, "ann", "s3cret", List.of("127.0.0.1")));
        assertThat(get(transport, server.address("/")), is("200 direct"));
        ProxyException refused = assertThrows(
                ProxyException.class, () -> get(transport, HttpAddress.parse("http://storage.example.com/f")));
        assertThat(refused.getMessage(), startsWith("the proxy socks5://proxy:1080 cannot be used: "));
    }

    private HttpTransport through(ScriptedServer proxy) throws Exception {
        return through(new ProxySettings("127.0.0.1", proxy.port(), "ann", "s3cret", List.of()));
    }

    private HttpTransport through(ProxySettings proxy) throws Exception {
        return loopback.transport(proxy, KEYS.trusting());
    }
}
