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
import javax.net.ssl.SSLSocketFactory;

/** Opens connections: directly or through a proxy, with TLS for https. Thread-safe. */
public final class Dialer {
    private final Optional<ProxySettings> proxy;
    private final SSLSocketFactory tls;
    private final Timeouts timeouts;
    private final StallWatch watch;
    private final Network network;
    private final HostAddresses addresses;

    public Dialer(
            Optional<ProxySettings> proxy, SSLSocketFactory tls, Timeouts timeouts, StallWatch watch, Network network) {
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
        Connection connection = connect(host, port);
        if (!address.isSecure()) {
            connection.ready();
            return connection;
        }
        boolean open = false;
        try {
            if (via.isPresent()) {
                openTunnel(connection, via.get(), address);
            }
            connection.secure(tls, address);
            connection.ready();
            open = true;
            return connection;
        } catch (SSLException | SocketException | EOFException e) {
            throw isBreak(e) ? connection.explain(e) : new TlsException(address, e);
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

    private Connection connect(String host, int port) throws IOException {
        ConnectionException last = null;
        for (InetSocketAddress address : resolve(host, port)) {
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
        throw new ConnectionException("no connection to " + host + ":" + port + " (" + last.getMessage() + ")", last);
    }

    private List<InetSocketAddress> resolve(String host, int port) throws ConnectionException {
        try {
            return addresses.of(host, port);
        } catch (UnknownHostException e) {
            throw new ConnectionException("the host " + host + " is not known", e);
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
                    "the proxy " + proxy + " has no connection to " + target + " (status " + answer.status() + ")");
        }
        if (answer.status() / 100 != 2) {
            throw new ProxyException(proxy, answer.status());
        }
    }
}
