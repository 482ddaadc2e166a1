package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** What the operating system has for connections; tests put something simpler in its place. Thread-safe. */
public interface Network {
    Network SYSTEM = new Network() {
        @Override
        public InetAddress[] addresses(String host) throws UnknownHostException {
            return InetAddress.getAllByName(host);
        }

        @Override
        public Socket socket() {
            return new Socket();
        }
    };

    /** Returns the addresses of a host, at least one, the best first. */
    InetAddress[] addresses(String host) throws UnknownHostException;

    /** Returns a socket that is not connected. */
    Socket socket();
}
