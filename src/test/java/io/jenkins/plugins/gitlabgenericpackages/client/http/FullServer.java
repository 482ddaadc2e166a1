package io.jenkins.plugins.gitlabgenericpackages.client.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A server on the loopback address that accepts nobody and has so many waiting that the next one cannot connect. */
public final class FullServer implements Closeable {
    private final ServerSocket listening;
    private final List<Socket> waiting = new ArrayList<>();
    private final boolean letsWait;

    public FullServer() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        letsWait = fill();
    }

    /** Connects until an attempt would wait; returns false if attempts are refused instead. */
    private boolean fill() throws IOException {
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(listening.getLocalSocketAddress(), 300);
            } catch (SocketTimeoutException e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        }
        return false;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Whether the next attempt to connect waits, as on most systems, rather than fails. */
    public boolean letsWait() {
        return letsWait;
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : waiting) {
            socket.close();
        }
        listening.close();
    }
}
