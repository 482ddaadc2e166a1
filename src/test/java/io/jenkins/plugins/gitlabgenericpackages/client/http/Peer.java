package io.jenkins.plugins.gitlabgenericpackages.client.http;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The server's end of one connection, as a script sees it. For one thread, except {@link #close}. */
public final class Peer implements Closeable {
    private final Socket tcp;
    private final Consumer<String> heads;
    private Socket socket;
    private InputStream in;

    Peer(Socket tcp, Consumer<String> heads) throws IOException {
        this.tcp = tcp;
        this.heads = heads;
        use(tcp);
    }

    private void use(Socket layer) throws IOException {
        socket = layer;
        in = new BufferedInputStream(layer.getInputStream());
    }

    void startTls(SSLContext context) throws IOException {
        startTls(context, false);
    }

    /** @param mutual whether the client has to show a certificate as well */
    void startTls(SSLContext context, boolean mutual) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, false);
        secured.setUseClientMode(false);
        secured.setNeedClientAuth(mutual);
        secured.startHandshake();
        use(secured);
    }

    /** Reads the head of a request, up to and with the empty line. */
    public String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) readByte());
        }
        heads.accept(head.toString());
        return head.toString();
    }

    public int readByte() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }

    String readBody(int length) throws IOException {
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Reads up to the end of the connection and returns the number of bytes; a reset counts as an end. */
    public long readToEnd() {
        long count = 0;
        try {
            byte[] buffer = new byte[64 * 1024];
            for (int n; (n = in.read(buffer)) >= 0; ) {
                count += n;
            }
        } catch (IOException e) {
            // As good as an end.
        }
        return count;
    }

    /** Sends the text as it is, whatever it is. */
    public void send(String raw) throws IOException {
        send(raw.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] raw) throws IOException {
        socket.getOutputStream().write(raw);
    }

    /** Sends a whole answer that leaves the connection open. */
    public void answer(String statusAndHeaders, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        send("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: " + length + "\r\n\r\n" + body);
    }

    /** Reads one request without a body and answers it. */
    public void serve(String statusAndHeaders, String body) throws IOException {
        readHead();
        answer(statusAndHeaders, body);
    }

    /** Reads nothing and sends nothing until the server is closed. */
    public void freeze() throws InterruptedException {
        Thread.currentThread().join();
    }

    /** Closes the connection in such a way that the client gets a reset. */
    void reset() throws IOException {
        tcp.setSoLinger(true, 0);
        tcp.close();
    }

    @Override
    public void close() {
        try {
            tcp.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }
}
