package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class DeadAddressTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final HttpAddress GITLAB = HttpAddress.parse("http://gitlab.example.com/");

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    private final StallWatch watch = new StallWatch();
    private final List<String> tried = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private Set<String> dead = Set.of("192.0.2.1");

    private final NetworkStack network = new NetworkStack() {
        @Override
        public InetAddress[] addresses(String host) throws UnknownHostException {
            return new InetAddress[] {
                InetAddress.getByName("192.0.2.1"),
                InetAddress.getByName("192.0.2.2"),
                InetAddress.getByName("192.0.2.3")
            };
        }

        @Override
        public Socket socket() {
            NotedSocket socket = new NotedSocket();
            sockets.add(socket);
            return socket;
        }
    };

    private final Dialer dialer = new Dialer(
            Optional.empty(), TrustedCertificates.sockets(""), new Timeouts(LONG, LONG, LONG, LONG), watch, network);

    @After
    public void stop() {
        watch.close();
    }

    @Test
    public void deadAddressIsNotTriedFirstAgain() throws Exception {
        assertThat(triedByOpening(), is(List.of("192.0.2.1", "192.0.2.2")));
        assertThat(triedByOpening(), is(List.of("192.0.2.2")));
    }

    @Test
    public void deadAddressIsTriedWhenNoOtherAnswers() throws Exception {
        triedByOpening();
        dead = Set.of("192.0.2.2", "192.0.2.3");
        assertThat(triedByOpening(), is(List.of("192.0.2.2", "192.0.2.3", "192.0.2.1")));
        dead = Set.of();
        assertThat(triedByOpening(), is(List.of("192.0.2.1")));
    }

    @Test
    public void addressThatAnswersAgainIsTriedFirstAgain() throws Exception {
        dead = Set.of("192.0.2.1", "192.0.2.2", "192.0.2.3");
        assertThrows(ConnectionException.class, () -> dialer.open(GITLAB));
        dead = Set.of("192.0.2.1");
        assertThat(triedByOpening(), is(List.of("192.0.2.1", "192.0.2.2")));
        assertThat(triedByOpening(), is(List.of("192.0.2.2")));
    }

    @Test
    public void attemptThatFailedIsClosed() throws Exception {
        dead = Set.of("192.0.2.1", "192.0.2.2");
        dialer.open(GITLAB);
        assertThat(sockets.stream().map(Socket::isClosed).toList(), is(List.of(true, true, false)));
    }

    @Test
    public void whenAllAreDeadAllAreTriedAgain() {
        dead = Set.of("192.0.2.1", "192.0.2.2", "192.0.2.3");
        for (int i = 0; i < 2; i++) {
            ConnectionException refused = assertThrows(ConnectionException.class, () -> dialer.open(GITLAB));
            assertThat(refused.getMessage(), is("no connection to gitlab.example.com:80 (refused)"));
        }
        assertThat(tried.size(), is(6));
    }

    private List<String> triedByOpening() throws IOException {
        tried.clear();
        dialer.open(GITLAB).close();
        return List.copyOf(tried);
    }

    private final class NotedSocket extends SocketToNowhere {
        NotedSocket() {
            super(InputStream.nullInputStream());
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            String address = ((InetSocketAddress) endpoint).getAddress().getHostAddress();
            tried.add(address);
            if (dead.contains(address)) {
                throw new ConnectException("refused");
            }
        }
    }
}
