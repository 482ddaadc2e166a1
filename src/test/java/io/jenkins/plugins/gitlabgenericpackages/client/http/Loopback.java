package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.fail;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.NetworkStack;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates.TlsSockets;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.junit.rules.ExternalResource;

/** Servers and transports on the loopback address for one test; closes them at its end. */
public final class Loopback extends ExternalResource {
    /** Longer than any test lasts: a test that runs into one of them has failed. */
    static final Timeouts PATIENT = new Timeouts(
            Duration.ofSeconds(50), Duration.ofSeconds(50), Duration.ofSeconds(50), Duration.ofSeconds(50));

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "test-call");
        thread.setDaemon(true);
        return thread;
    });

    public ScriptedServer serve(ScriptedServer.Script... scripts) throws IOException {
        return serve((SSLContext) null, scripts);
    }

    public ScriptedServer serve(SSLContext tls, ScriptedServer.Script... scripts) throws IOException {
        return serve(InetAddress.getByName("127.0.0.1"), tls, scripts);
    }

    ScriptedServer serve(InetAddress address, SSLContext tls, ScriptedServer.Script... scripts) throws IOException {
        return keep(ScriptedServer.on(address, tls, scripts));
    }

    public HttpTransport transport() {
        return transport(PATIENT);
    }

    HttpTransport transport(Timeouts timeouts) {
        return transport(timeouts, TrustedCertificates.sockets(""));
    }

    HttpTransport transport(Timeouts timeouts, TlsSockets tls) {
        return keep(new HttpTransport(Optional.empty(), tls, timeouts));
    }

    HttpTransport transport(NetworkStack network) {
        TlsSockets tls = TrustedCertificates.sockets("");
        return keep(new HttpTransport(Optional.empty(), tls, PATIENT, network));
    }

    HttpTransport transport(ProxySettings proxy, TlsSockets tls) {
        return keep(new HttpTransport(Optional.of(proxy), tls, PATIENT));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }

    /** Runs {@code call} in a thread of its own. */
    <T> Future<T> start(Callable<T> call) {
        return threads.submit(call);
    }

    /** Returns how the call failed; it must not last longer than two seconds from now. */
    static Throwable failureWithinTwoSeconds(Future<?> call) throws InterruptedException {
        try {
            Object result = call.get(2, TimeUnit.SECONDS);
            fail("It returned " + result);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError("It has not ended", e);
        }
    }

    /** Returns the failure of sending a GET that must fail as a connection does. */
    static ConnectionException brokenGet(HttpTransport transport, HttpAddress address) {
        return assertThrows(ConnectionException.class, () -> get(transport, address));
    }

    /** Returns status and body. */
    static String get(HttpTransport transport, HttpAddress address) throws IOException, InterruptedException {
        return read(transport.send(Request.get(address, Credentials.NONE)));
    }

    /** Returns status and body, and closes the answer. */
    static String read(Response response) throws IOException {
        try (response) {
            return response.status() + " " + new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Closes what is open; for rules that hold this one. */
    public void close() {
        after();
    }

    @Override
    protected void after() {
        threads.shutdownNow();
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
