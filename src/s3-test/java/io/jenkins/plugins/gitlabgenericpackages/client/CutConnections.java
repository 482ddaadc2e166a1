package io.jenkins.plugins.gitlabgenericpackages.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Connections to a server on this machine, one of which can be told to break after so many bytes. */
final class CutConnections implements Closeable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final int port;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicLong brought = new AtomicLong();
    private final AtomicLong cutAt = new AtomicLong(Long.MAX_VALUE);

    CutConnections(int port) throws IOException {
        this.port = port;
        start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Breaks the connection that brings the last of so many bytes from the server, counted from now. */
    void cutAfter(long bytes) {
        cutAt.set(brought.get() + bytes);
    }

    /** Returns how many bytes have come from the server. */
    long brought() {
        return brought.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = keep(listener.accept());
                Socket server = keep(new Socket(listener.getInetAddress(), port));
                start(() -> copy(client, server, false));
                start(() -> copy(server, client, true));
            }
        } catch (IOException e) {
            // The listener was closed.
        }
    }

    private Socket keep(Socket socket) {
        open.add(socket);
        return socket;
    }

    private void copy(Socket from, Socket to, boolean counted) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                long left = counted ? cutAt.get() - brought.getAndAdd(count) : Long.MAX_VALUE;
                if (left <= count) {
                    out.write(buffer, 0, (int) left);
                    cutAt.set(Long.MAX_VALUE);
                    return;
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // One side has gone: the other one goes with it.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "cut-connections");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
