package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates.TlsSockets;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Headers;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ResponseHead;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Opens connections: directly or through a proxy, with TLS for https. Thread-safe. */
public final class Dialer {
    private static final String CHECK_ADDRESS =
            "Check host and port; a firewall may be in between, or only a proxy lead there";
    private static final String CHECK_NAME =
            "Check how it is spelled; the machine that asks has to know the name, or to have a proxy that does";
    private static final String CHECK_PROXY =
            "Check the settings of that proxy; a GitLab in the same network belongs to its exceptions";
    private static final String CHECK_SCHEME = "Is that a port for https?";

    private final Optional<ProxySettings> proxy;
    private final TlsSockets tls;
    private final Timeouts timeouts;
    private final StallWatch watch;
    private final NetworkStack network;
    private final Set<InetSocketAddress> dead = ConcurrentHashMap.newKeySet();

    public Dialer(
            Optional<ProxySettings> proxy, TlsSockets tls, Timeouts timeouts, StallWatch watch, NetworkStack network) {
        this.proxy = proxy;
        this.tls = tls;
        this.timeouts = timeouts;
        this.watch = watch;
        this.network = network;
    }

    /** Returns the proxy through which {@code address} is reached. */
    public Optional<ProxySettings> proxyFor(HttpAddress address) {
        return proxy.filter(p -> p.appliesTo(address));
    }

    Connection open(HttpAddress address) throws IOException {
        Optional<ProxySettings> via = proxyFor(address);
        if (via.isPresent() && !via.get().isUsable()) {
            throw new ProxyException(via.get());
        }
        String host = via.map(ProxySettings::host).orElse(address.bareHost());
        int port = via.map(ProxySettings::port).orElse(address.port());
        Connection connection = via.isEmpty()
                ? connect(host, port, host + ":" + port, CHECK_ADDRESS, CHECK_NAME)
                : connect(host, port, "the proxy " + via.get(), CHECK_PROXY, CHECK_PROXY);
        boolean open = false;
        try {
            if (address.isSecure() && via.isPresent()) {
                openTunnel(connection, via.get(), address);
            }
            if (address.isSecure()) {
                connection.secure(tls.factory(), address);
            }
            connection.liveness().ready();
            open = true;
            return connection;
        } catch (SSLException | SocketException | EOFException e) {
            String hint = via.isEmpty() ? CHECK_SCHEME : CHECK_PROXY;
            throw isBreak(e)
                    ? new ConnectionException(connection.liveness().explain(e).getMessage(), hint, e)
                    : new TlsException(address, e);
        } finally {
            if (!open) {
                connection.close();
            }
        }
    }

    /** Also the end of the connection comes out of a handshake as if the two sides had not agreed. */
    private static boolean isBreak(Throwable failure) {
        return failure instanceof SocketException
                || failure instanceof EOFException
                || failure.getCause() != null && isBreak(failure.getCause());
    }

    private Connection connect(String host, int port, String whom, String hint, String nameHint) throws IOException {
        ConnectionException last = null;
        try {
            for (InetSocketAddress address : inOrder(host, port)) {
                Connection connection =
                        new Connection(network.socket(), new Liveness(timeouts.stall(), System::nanoTime), watch);
                try {
                    connection.connect(address, timeouts.connect());
                    dead.remove(address);
                    return connection;
                } catch (IOException e) {
                    connection.close();
                    dead.add(address);
                    last = connection.liveness().explain(e);
                }
            }
        } catch (UnknownHostException e) {
            throw new ConnectionException("the host " + host + " is not known", nameHint, e);
        }
        throw new ConnectionException("no connection to " + whom + " (" + last.getMessage() + ")", hint, last);
    }

    /** One that did not answer comes last from then on: each connection could wait for it all the time to connect. */
    private List<InetSocketAddress> inOrder(String host, int port) throws UnknownHostException {
        Set<InetSocketAddress> last = Set.copyOf(dead);
        return Stream.of(network.addresses(host))
                .map(address -> new InetSocketAddress(address, port))
                .sorted(Comparator.comparing(last::contains))
                .toList();
    }

    /** Asks the proxy for a tunnel (RFC 9110, section 9.3.6). The login goes to the proxy, never to the origin. */
    private static void openTunnel(Connection connection, ProxySettings proxy, HttpAddress address) throws IOException {
        String target = address.tunnelTarget();
        Headers headers = new Headers().add("Host", target);
        proxy.credentials().addTo(headers);
        connection.out().write(headers.requestHead("CONNECT", target));
        ResponseHead answer = ResponseHead.readFinal(connection.in(), () -> {});
        if (answer.status() >= 500) {
            throw new ConnectionException(
                    "the proxy " + proxy + " has no connection to " + target + " (status " + answer.status() + ")",
                    CHECK_PROXY,
                    null);
        }
        if (answer.status() / 100 != 2) {
            throw new ProxyException(proxy, answer.status());
        }
    }
}
