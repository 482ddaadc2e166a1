package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.brokenGet;
import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.NetworkStack;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class DialerTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    @Test
    public void refusedConnectionNamesHostAndPort() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = unused.getLocalPort();
        }
        ConnectionException refused =
                brokenGet(loopback.transport(), HttpAddress.parse("http://127.0.0.1:" + port + "/a?secret"));
        assertThat(refused.getMessage(), startsWith("no connection to 127.0.0.1:" + port + " ("));
        assertThat(refused.hint(), startsWith("Check host and port"));
    }

    @Test
    public void unknownHostIsNamed() {
        String tooLong = "a".repeat(300);
        ConnectionException unknown = brokenGet(loopback.transport(), HttpAddress.parse("http://" + tooLong + "/"));
        assertThat(unknown.getMessage(), is("the host " + tooLong + " is not known"));
        assertThat(unknown.hint(), startsWith("Check how it is spelled"));
    }

    @Test
    public void everyAddressOfAHostIsTried() throws Exception {
        InetAddress[] addresses = InetAddress.getAllByName("localhost");
        assumeTrue("localhost has one address only", addresses.length > 1);
        ScriptedServer server =
                loopback.serve(addresses[addresses.length - 1], null, peer -> peer.serve("200 OK", "there"));
        HttpAddress address = HttpAddress.parse("http://localhost:" + server.port() + "/");
        assertThat(get(loopback.transport(), address), is("200 there"));
    }

    @Test
    public void ipv6LiteralIsReached() throws Exception {
        InetAddress loopback6 = InetAddress.getByName("::1");
        assumeTrue("There is no IPv6", loopback6.isReachable(1000));
        ScriptedServer server = loopback.serve(loopback6, null, peer -> peer.serve("200 OK", "there"));
        HttpAddress address = HttpAddress.parse("http://[::1]:" + server.port() + "/");
        assertThat(get(loopback.transport(), address), is("200 there"));
        assertTrue(server.heads().get(0).contains("\r\nHost: [::1]:" + server.port() + "\r\n"));
    }

    @Test
    public void zoneOfAnIpv6LiteralIsForTheSocketAlone() throws Exception {
        InetAddress loopback6 = InetAddress.getByName("::1");
        assumeTrue("There is no IPv6", loopback6.isReachable(1000));
        NetworkInterface zone = NetworkInterface.getByInetAddress(loopback6);
        assumeTrue("::1 is on no interface", zone != null);
        ScriptedServer server = loopback.serve(loopback6, null, peer -> peer.serve("200 OK", "there"));
        HttpAddress address = HttpAddress.parse("http://[::1%25" + zone.getName() + "]:" + server.port() + "/");
        assertThat(get(loopback.transport(), address), is("200 there"));
        assertTrue(server.heads().get(0).contains("\r\nHost: [::1]:" + server.port() + "\r\n"));
    }

    @Test
    public void nameWithAnUnderscoreIsAName() throws Exception {
        ScriptedServer server = loopback.serve(peer -> peer.serve("200 OK", "there"));
        NetworkStack network = new NetworkStack() {
            @Override
            public InetAddress[] addresses(String host) throws UnknownHostException {
                assertThat(host, is("git_lab"));
                return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
            }
        };
        HttpAddress address = HttpAddress.parse("http://git_lab:" + server.port() + "/");
        assertThat(get(loopback.transport(network), address), is("200 there"));
        assertTrue(server.heads().get(0).contains("\r\nHost: git_lab:" + server.port() + "\r\n"));
    }
}
