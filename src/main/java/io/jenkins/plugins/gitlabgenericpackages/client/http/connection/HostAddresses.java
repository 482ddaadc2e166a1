package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The addresses of hosts, in the order to try them. One that did not answer comes last from then on: finding out again
 * for each connection could take the whole time to connect each time. Thread-safe.
 */
final class HostAddresses {
    private final Network network;
    private final Set<InetSocketAddress> dead = ConcurrentHashMap.newKeySet();

    HostAddresses(Network network) {
        this.network = network;
    }

    List<InetSocketAddress> of(String host, int port) throws UnknownHostException {
        List<InetSocketAddress> ordered = new ArrayList<>();
        List<InetSocketAddress> last = new ArrayList<>();
        for (InetAddress address : network.addresses(host)) {
            InetSocketAddress target = new InetSocketAddress(address, port);
            (dead.contains(target) ? last : ordered).add(target);
        }
        ordered.addAll(last);
        return ordered;
    }

    void failed(InetSocketAddress address) {
        dead.add(address);
    }

    void reached(InetSocketAddress address) {
        dead.remove(address);
    }
}
