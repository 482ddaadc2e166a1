package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A socket that sends and reads HTTP as written, for what HTTP clients hide. For one thread. */
final class RawConnection implements Closeable {
    private final Socket socket;

    RawConnection(StandInRegistry registry) throws IOException {
        this(registry.url());
    }

    RawConnection(URI url) throws IOException {
        socket = new Socket(url.getHost(), url.getPort());
        socket.setTcpNoDelay(true);
    }

    /** Returns the head of an upload with the default token. */
    static String uploadHead(String target, String... headers) {
        return "PUT " + target + " HTTP/1.1\r\nHost: x\r\nPRIVATE-TOKEN: glpat-stand-in\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
    }

    void write(String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketException e) {
            // The server may close while this side still sends; what it answered can be read nevertheless.
        }
    }

    /** Reads up to and with the empty line. */
    String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("Closed after: " + head);
            }
            head.append((char) b);
        }
        return head.toString();
    }

    void skip(int bytes) throws IOException {
        socket.getInputStream().readNBytes(bytes);
    }

    /** Whether the server has closed the connection; does not wait long for it. */
    boolean isAtEnd() throws IOException {
        socket.setSoTimeout(200);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
