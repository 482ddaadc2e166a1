package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TlsException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/**
 * Whatever answers: the call ends soon, with an answer or with one of the failures that callers know, and no more is
 * taken for a body than the answer frames. {@code -Dhttp.fuzz.seed=N} tries other answers than the usual ones.
 */
public class HttpFuzzTest {
    private static final long SEED = Long.getLong("http.fuzz.seed", 20_240_229);
    private static final int IN_MEMORY = 10_000;
    private static final int OVER_SOCKETS = 300;
    private static final int PER_TRANSPORT = 100;
    private static final int BOUND_SECONDS = 10;
    private static final int TLS_HANDSHAKE = 22;
    private static final int ENOUGH = 256 * 1024;

    @Rule
    public final Timeout timeout = new Timeout(240, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private final AtomicReference<byte[]> answers = new AtomicReference<>();
    private final AtomicInteger number = new AtomicInteger();
    private HttpTransport transport;

    private interface Case {
        void run(int i, Random random) throws Exception;
    }

    @Test
    public void answersInMemory() throws Exception {
        each(IN_MEMORY, (i, random) -> {
            if (i % PER_TRANSPORT == 0) {
                renew(() -> new ByteArrayInputStream(answers.get()));
            }
            byte[] raw = new HostileAnswers(random).next();
            answers.set(raw);
            exchange(random, address(i), raw);
        });
    }

    @Test
    public void answersWithoutEnd() throws Exception {
        AtomicReference<EndlessInput> input = new AtomicReference<>();
        each(IN_MEMORY / 10, (i, random) -> {
            if (i % PER_TRANSPORT == 0) {
                renew(input::get);
            }
            input.set(new HostileAnswers(random).nextWithoutEnd());
            answers.set(input.get().bytes());
            exchange(random, address(i), null);
        });
    }

    /** One origin each, so that no connection serves two of them. */
    private static HttpAddress address(int i) {
        return HttpAddress.parse("http://gitlab.example.com:" + (1 + i % PER_TRANSPORT) + "/a");
    }

    @Test
    public void answersOverSockets() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            // A redirect to https gets no more than that from a server without TLS.
            if (peer.readByte() != TLS_HANDSHAKE) {
                peer.readHead();
            }
            peer.send(answers.get());
        });
        transport = loopback.transport(new MemoryNetwork(() -> new SocketTo(server.port())));
        each(OVER_SOCKETS, (i, random) -> {
            answers.set(new HostileAnswers(random).next());
            exchange(random, server.address("/a"), null);
        });
    }

    private void renew(InputOfConnection input) {
        if (transport != null) {
            transport.close();
        }
        transport = loopback.transport(new MemoryNetwork(() -> new MemoryNetwork.MemorySocket(input.open())));
    }

    private interface InputOfConnection {
        InputStream open();
    }

    /** @param raw what the only connection brings, or null if there may be more to it */
    private void exchange(Random random, HttpAddress address, byte[] raw) throws Exception {
        Request get = Request.get(address, Credentials.of("PRIVATE-TOKEN", "glpat-1"));
        try {
            switch (random.nextInt(4)) {
                case 0 -> check(new Redirects(transport).send(get), null);
                case 1 -> {
                    Bytes body = new Bytes(random.nextInt(4) > 0 ? 10 : 100_000);
                    check(transport.send(Request.put(address, Credentials.NONE, body)), null);
                }
                default -> check(transport.send(get), raw);
            }
        } catch (ConnectionException | HttpFormatException | RedirectException | TlsException e) {
            assertTrue(e.getMessage(), e.getMessage().length() <= 1001);
            assertTrue(e.getMessage(), e.getMessage().codePoints().noneMatch(Character::isISOControl));
        }
    }

    private static void check(Response response, byte[] raw) throws IOException {
        StringBuilder body = new StringBuilder();
        boolean whole = false;
        try (response) {
            byte[] buffer = new byte[1000];
            for (int n; body.length() < ENOUGH && !whole; ) {
                n = response.body().read(buffer);
                whole = n < 0;
                body.append(new String(buffer, 0, Math.max(n, 0), StandardCharsets.ISO_8859_1));
            }
        } finally {
            long length = response.length().orElse(Long.MAX_VALUE);
            assertTrue(body.length() + " of " + length, body.length() <= length);
            assertTrue("not whole", !whole || length == Long.MAX_VALUE || length == body.length());
            if (raw != null) {
                assertThat(FramedBody.of(raw, response), startsWith(body.toString()));
            }
        }
    }

    /** Fails when one of them lasts longer than the bound, or fails itself; all have one thread beside this one. */
    private void each(int count, Case one) throws InterruptedException {
        Future<?> running = loopback.start(() -> {
            for (int i = 0; i < count; i++) {
                number.set(i);
                one.run(i, new Random(SEED + i));
            }
            return null;
        });
        for (int before = -1; ; ) {
            try {
                running.get(BOUND_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                if (number.get() == before) {
                    throw failure(e);
                }
                before = number.get();
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            }
        }
    }

    private AssertionError failure(Throwable cause) {
        String answer = Base64.getEncoder().encodeToString(answers.get());
        return new AssertionError("seed " + SEED + ", answer " + number.get() + ": " + answer, cause);
    }

    /** Connects there, wherever a redirect leads: nothing but this server is to be asked. */
    private static final class SocketTo extends Socket {
        private final int port;

        SocketTo(int port) {
            this.port = port;
        }

        @Override
        public void connect(SocketAddress anywhere, int timeout) throws IOException {
            super.connect(new InetSocketAddress("127.0.0.1", port), timeout);
        }
    }
}
