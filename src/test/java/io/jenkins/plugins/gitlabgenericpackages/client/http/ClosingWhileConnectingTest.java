package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ClosingWhileConnectingTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private final ClosingPoint point = new ClosingPoint();

    @Test
    public void connecting() throws Exception {
        try (FullServer server = new FullServer()) {
            assumeTrue("This system refuses where others wait", server.letsWait());
            HttpTransport transport = loopback.transport();
            HttpAddress address = HttpAddress.parse("http://127.0.0.1:" + server.port() + "/");
            point.assertEnds(transport, loopback.start(() -> {
                point.reach();
                return get(transport, address);
            }));
        }
    }

    @Test
    public void agreeingOnTls() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readByte();
            point.reach();
            peer.freeze();
        });
        HttpAddress address = HttpAddress.parse("https://127.0.0.1:" + server.port() + "/");
        HttpTransport transport = loopback.transport();
        point.assertEnds(transport, loopback.start(() -> get(transport, address)));
    }
}
