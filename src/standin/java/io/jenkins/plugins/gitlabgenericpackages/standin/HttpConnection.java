package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One connection to the test double: request after request on one thread, closed from any. */
final class HttpConnection implements Runnable {
    private static final int BUFFER_BYTES = 16 * 1024;
    /** How long, and for how much, a refused sender is listened to; closing at once could lose it the answer. */
    private static final int LINGER_MILLIS = 500;

    private static final int LINGER_BYTES = 4 * 1024 * 1024;

    private final String origin;
    private final SocketChannel channel;
    private final SSLContext tls;
    private final HttpHandler handler;
    private volatile boolean idle = true;

    HttpConnection(String origin, SocketChannel channel, SSLContext tls, HttpHandler handler) {
        this.origin = origin;
        this.channel = channel;
        this.tls = tls;
        this.handler = handler;
    }

    @Override
    public void run() {
        try {
            Socket socket = tls == null ? channel.socket() : secure(channel.socket());
            socket.setTcpNoDelay(true);
            serve(socket, tls == null ? channel : Channels.newChannel(socket.getOutputStream()));
        } catch (IOException e) {
            // The peer went away, the server was closed, or a fault ended the connection: nobody is left to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private Socket secure(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
        secured.setUseClientMode(false);
        return secured;
    }

    private void serve(Socket socket, WritableByteChannel out) throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        OutputStream interim = socket.getOutputStream();
        while (true) {
            idle = true;
            HttpRequest request = HttpRequest.read(origin, in, interim);
            if (request == null) {
                return;
            }
            idle = false;
            HttpResponse response = answer(request);
            boolean keepAlive = request.keepAlive() && request.body().finished();
            request.record().answered(response.status());
            Content.of(response.head(keepAlive).getBytes(StandardCharsets.ISO_8859_1))
                    .sendTo(out);
            if (!request.method().equals("HEAD")) {
                response.content().sendTo(out);
            }
            if (!keepAlive) {
                linger(socket, in);
                return;
            }
        }
    }

    private HttpResponse answer(HttpRequest request) throws IOException, InterruptedException {
        try {
            return handler.handle(request);
        } catch (Refusal refusal) {
            return refusal.response();
        }
    }

    private void linger(Socket socket, InputStream in) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(LINGER_MILLIS);
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int taken = 0; taken < LINGER_BYTES; ) {
            int count = in.read(buffer);
            if (count < 0) {
                return;
            }
            taken += count;
        }
    }

    void closeIfIdle() {
        if (idle) {
            close();
        }
    }

    /** Closes from any thread; shutting down first wakes a thread that the kernel holds in a transfer. */
    void close() {
        try (channel) {
            if (channel.isOpen()) {
                channel.shutdownOutput();
                channel.shutdownInput();
            }
        } catch (IOException e) {
            // Closed by the peer already: that is what was wanted.
        }
    }
}
