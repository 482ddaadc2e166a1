package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.AnswerHeads;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Headers;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.RequestHead;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ResponseHead;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Opens connections: directly or through a proxy, with TLS for https. Thread-safe. */
public final class Dialer {
    private static final String CHECK_ADDRESS =
            "Check host and port; a firewall may be in between, or only a proxy lead there";
    private static final String CHECK_NAME =
            "Check how it is spelled; the machine that asks has to know the name, or to" + " have a proxy that does";
    private static final String CHECK_PROXY =
            "Check the settings of that proxy; a GitLab in the same network belongs to its exceptions";
    private static final String CHECK_SCHEME = "Is that a port for https?";

    private final Optional<ProxySettings> proxy;
    private final TlsSockets tls;
    private final Timeouts timeouts;
    private final StallWatch watch;
    private final Network network;
    private final HostAddresses addresses;

    public Dialer(Optional<ProxySettings> proxy, TlsSockets tls, Timeouts timeouts, StallWatch watch, Network network) {
        this.proxy = proxy;
        this.tls = tls;
        this.timeouts = timeouts;
        this.watch = watch;
        this.network = network;
        this.addresses = new HostAddresses(network);
    }

    /** Returns the proxy through which {@code address} is reached. */
    public Optional<ProxySettings> proxyFor(HttpAddress address) {
        return proxy.filter(p -> p.appliesTo(address));
    }

    Connection open(HttpAddress address) throws IOException {
        Optional<ProxySettings> via = proxyFor(address);
        String host = via.map(ProxySettings::host).orElse(address.bareHost());
        int port = via.map(ProxySettings::port).orElse(address.port());
        Connection connection = via.isEmpty()
                ? connect(host, port, host + ":" + port, CHECK_ADDRESS, CHECK_NAME)
                : connect(host, port, "the proxy " + via.get(), CHECK_PROXY, CHECK_PROXY);
        if (!address.isSecure()) {
            connection.ready();
            return connection;
        }
        boolean open = false;
        try {
            if (via.isPresent()) {
                openTunnel(connection, via.get(), address);
            }
            connection.secure(tls.factory(), address);
            connection.ready();
            open = true;
            return connection;
        } catch (SSLException | SocketException | EOFException e) {
            throw isBreak(e)
                    ? new ConnectionException(
                            connection.explain(e).getMessage(), via.isEmpty() ? CHECK_SCHEME : CHECK_PROXY, e)
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
        for (InetSocketAddress address : resolve(host, port, nameHint)) {
            Connection connection = new Connection(network.socket(), timeouts.stall(), watch);
            try {
                connection.connect(address, timeouts.connect());
                addresses.reached(address);
                return connection;
            } catch (IOException e) {
                connection.close();
                addresses.failed(address);
                last = connection.explain(e);
            }
        }
        throw new ConnectionException("no connection to " + whom + " (" + last.getMessage() + ")", hint, last);
    }

    private List<InetSocketAddress> resolve(String host, int port, String hint) throws ConnectionException {
        try {
            return addresses.of(host, port);
        } catch (UnknownHostException e) {
            throw new ConnectionException("the host " + host + " is not known", hint, e);
        }
    }

    /** Asks the proxy for a tunnel (RFC 9110, section 9.3.6). The login goes to the proxy, never to the origin. */
    private static void openTunnel(Connection connection, ProxySettings proxy, HttpAddress address) throws IOException {
        String target = address.tunnelTarget();
        Headers headers = new Headers().add("Host", target);
        proxy.credentials().addTo(headers);
        connection.out().write(RequestHead.bytes("CONNECT", target, headers));
        ResponseHead answer = new AnswerHeads(connection.in()).readFinal();
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
