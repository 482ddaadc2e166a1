package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.NetworkStack;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A network on which every host is at the same address, with sockets as a test likes them: those of memory are
 * connections by the thousand without one of the system.
 */
record MemoryNetwork(Supplier<Socket> sockets) implements NetworkStack {
    @Override
    public InetAddress[] addresses(String host) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 1})};
    }

    @Override
    public Socket socket() {
        return sockets.get();
    }

    /** One end of a connection: what comes is fixed, what is sent gets lost. */
    static class MemorySocket extends Socket {
        private final InputStream in;

        MemorySocket(InputStream in) {
            this.in = in;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) {}

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public Set<SocketOption<?>> supportedOptions() {
            return Set.of();
        }

        @Override
        public void setKeepAlive(boolean on) {}

        @Override
        public void setTcpNoDelay(boolean on) {}

        @Override
        public void setSoTimeout(int millis) {}

        @Override
        public void shutdownOutput() {}

        @Override
        public void close() {}
    }
}
