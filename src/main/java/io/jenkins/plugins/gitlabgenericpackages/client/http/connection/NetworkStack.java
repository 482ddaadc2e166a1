package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** Where addresses and sockets come from: the system, or something simpler in tests. Thread-safe. */
public interface NetworkStack {
    /** Returns the addresses of a host, at least one, the best first. */
    default InetAddress[] addresses(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }

    /** Returns a socket that is not connected. */
    default Socket socket() {
        return new Socket();
    }
}
