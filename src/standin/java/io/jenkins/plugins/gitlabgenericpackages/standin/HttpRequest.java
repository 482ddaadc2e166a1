package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A request to the test double whose head was read and whose body was not. Used by the connection's thread only. */
record HttpRequest(
        String method, String target, Headers headers, RequestBody body, boolean keepAlive, RecordedRequest record) {
    private static final int LINE_LIMIT = 64 * 1024;

    /** Reads a head; null when the peer has closed the connection instead. */
    static HttpRequest read(String origin, InputStream in, OutputStream out) throws IOException {
        String line = firstLine(in);
        if (line == null) {
            return null;
        }
        String[] words = line.split(" ");
        if (words.length != 3) {
            throw new IOException("Not HTTP: " + line);
        }
        Headers headers = new Headers();
        for (String field = readLine(in); !field.isEmpty(); field = readLine(in)) {
            int colon = field.indexOf(':');
            if (colon < 1) {
                throw new IOException("No header: " + field);
            }
            headers.with(field.substring(0, colon), field.substring(colon + 1).trim());
        }
        RecordedRequest record = new RecordedRequest(origin, words[0], words[1], headers);
        RequestBody body = new RequestBody(in, out, headers, record);
        boolean keepAlive = words[2].equals("HTTP/1.1") && !headers.says("Connection", "close");
        return new HttpRequest(words[0], words[1], headers, body, keepAlive, record);
    }

    /** Returns the encoded path, also of a target in the absolute form that proxies get. */
    String path() {
        String path = target.replaceFirst("^https?://[^/]*", "");
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static String firstLine(InputStream in) throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            return null;
        }
        in.reset();
        return readLine(in);
    }

    static String readLine(InputStream in) throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The request ended early");
            }
            if (length == LINE_LIMIT) {
                throw new IOException("A line of the request is too long");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = (byte) b;
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }
}
