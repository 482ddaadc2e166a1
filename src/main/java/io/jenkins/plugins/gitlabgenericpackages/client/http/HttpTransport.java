package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Connection;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ConnectionPool;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Dialer;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.NetworkStack;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxyException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.StallWatch;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TlsException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates.TlsSockets;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Framing;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Headers;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ResponseHead;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Sends one request and returns its answer, whatever the status, over HTTP/1.1.
 *
 * <p>Why no library does this, what was measured, and when to ask again: {@code docs/http.md}.
 *
 * <p>Thread-safe. Calls block; {@link #close} from another thread ends them at once.
 */
public final class HttpTransport implements AutoCloseable {
    private final Timeouts timeouts;
    private final StallWatch watch = new StallWatch();
    private final Dialer dialer;
    private final ConnectionPool pool;
    private final ExecutorService answerReaders = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "gitlab-packages-answer");
        thread.setDaemon(true);
        return thread;
    });
    /** Origins that refused or ignored {@code Expect}: asking them again would only cost time. */
    private final Set<String> unaskable = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    public HttpTransport(Optional<ProxySettings> proxy, TlsSockets tls, Timeouts timeouts) {
        this(proxy, tls, timeouts, new NetworkStack() {});
    }

    HttpTransport(Optional<ProxySettings> proxy, TlsSockets tls, Timeouts timeouts, NetworkStack network) {
        this.timeouts = timeouts;
        this.dialer = new Dialer(proxy, tls, timeouts, watch, network);
        this.pool = new ConnectionPool(dialer);
    }

    /**
     * Sends the request and reads the head of the answer.
     *
     * @throws ConnectionException if trying again may help
     * @throws IOException if it will not, or if the request's body could not be produced
     */
    public Response send(Request request) throws IOException, InterruptedException {
        return send(request, true);
    }

    /** @param stayed whether no redirect has led away from the origin that was asked first */
    Response send(Request request, boolean stayed) throws IOException, InterruptedException {
        while (true) {
            if (closed) {
                throw new InterruptedIOException("the transfer was stopped");
            }
            Connection connection = pool.take(request.address());
            Response response = null;
            try {
                response = exchange(connection, request, stayed);
                return response;
            } catch (ConnectionException e) {
                throw TlsException.wantsCertificate(e) ? new TlsException(request.address(), e) : e;
            } catch (Exchange.StaleConnectionException e) {
                // Nothing was lost, so this does not count as an attempt. A new connection is never stale.
            } finally {
                if (response == null) {
                    connection.close();
                }
            }
        }
    }

    private Response exchange(Connection connection, Request request, boolean stayed)
            throws IOException, InterruptedException {
        connection.countRequest();
        HttpAddress address = request.address();
        boolean mayAsk = !unaskable.contains(address.origin());
        Exchange exchange = new Exchange(connection, request, timeouts, answerReaders, mayAsk);
        ResponseHead head = exchange.run(headers(request), target(address));
        Duration waited = exchange.waited();
        connection.limit(timeouts.stall());
        if (exchange.askedInVain() && (head.status() == 417 || exchange.wholeBodySent())) {
            unaskable.add(address.origin());
            if (head.status() == 417) {
                connection.close();
                return send(request, stayed);
            }
        }
        if (head.status() == 407 && forwarder(address).isPresent()) {
            throw new ProxyException(forwarder(address).get(), head.status());
        }
        boolean reusable = head.keepsConnection() && exchange.wholeBodySent();
        Runnable giveBack = reusable ? () -> pool.giveBack(address, connection) : connection::close;
        Framing framing = Framing.of(request.method(), head);
        return new Response(request, stayed, head, waited, framing, new ResponseBody(connection, framing, giveBack));
    }

    private Headers headers(Request request) {
        Headers headers = new Headers()
                .add("Host", request.address().authority())
                .add("User-Agent", "gitlab-generic-packages")
                // A compressed answer would have another length and another digest than the file.
                .add("Accept-Encoding", "identity");
        request.body().ifPresent(body -> headers.add("Content-Length", String.valueOf(body.length())));
        request.headers().forEach(headers::add);
        request.credentials().addTo(headers);
        forwarder(request.address()).ifPresent(proxy -> proxy.credentials().addTo(headers));
        return headers;
    }

    /** A proxy wants the whole address; through a tunnel, and without a proxy, the origin wants the target alone. */
    private String target(HttpAddress address) {
        return forwarder(address).isPresent()
                ? address.scheme() + "://" + address.authority() + address.target()
                : address.target();
    }

    /** Returns the proxy that reads the request itself; in a tunnel it only passes bytes on. */
    private Optional<ProxySettings> forwarder(HttpAddress address) {
        return address.isSecure() ? Optional.empty() : dialer.proxyFor(address);
    }

    @Override
    public void close() {
        closed = true;
        pool.close();
        watch.close();
        answerReaders.shutdownNow();
    }
}
