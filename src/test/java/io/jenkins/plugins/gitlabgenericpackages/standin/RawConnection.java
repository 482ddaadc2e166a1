package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A socket that sends and reads HTTP as written, for what HTTP clients hide. For one thread. */
final class RawConnection implements Closeable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

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

    /** Reads the body that the head tells the length of. */
    String readBody(String head) throws IOException {
        Matcher length = LENGTH.matcher(head);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
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
