package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ClosedTransportTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    @Test
    public void nothingIsSentAfterwards() throws Exception {
        ScriptedServer server = loopback.serve(peer -> peer.serve("200 OK", "ok"));
        HttpTransport transport = loopback.transport();
        transport.close();
        transport.close();
        assertThrows(InterruptedIOException.class, () -> get(transport, server.address("/")));
        assertThat(server.connections(), is(0));
    }

    @Test
    public void leavesNoThreadBehind() throws Exception {
        HttpTransport transport = loopback.transport();
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 100 Continue\r\n\r\n");
            peer.readBody(1 << 20);
            peer.answer("201 Created", "");
        });
        transport
                .send(Request.put(server.address("/"), Credentials.NONE, new Bytes(1 << 20)))
                .close();
        List<Thread> threads = ClientThreads.alive();
        transport.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertFalse(threads.isEmpty());
    }
}
