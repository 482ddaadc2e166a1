package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Headers;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ResponseHead;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The answer to a request. Closing it gives the connection back when the body was read to its end, and otherwise
 * closes the connection. Not thread-safe.
 */
public final class Response implements Closeable {
    private final HttpAddress address;
    private final int status;
    private final Headers headers;
    private final ResponseBody body;

    Response(HttpAddress address, ResponseHead head, ResponseBody body) {
        this.address = address;
        this.status = head.status();
        this.headers = head.headers();
        this.body = body;
    }

    /** Returns the address that answered: after redirects not the one that was asked. */
    public HttpAddress address() {
        return address;
    }

    public int status() {
        return status;
    }

    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** Returns the body; its reads fail with a {@link ConnectionException} when it ends too early. */
    public InputStream body() {
        return body;
    }

    /** Returns the first bytes of the body as text. A break while reading them only makes the text shorter. */
    public String text(int limit) {
        byte[] buffer = new byte[limit];
        int length = 0;
        try {
            for (int n; length < limit && (n = body.read(buffer, length, limit - length)) > 0; ) {
                length += n;
            }
        } catch (IOException e) {
            // What arrived says more about the answer than the end of its connection does.
        }
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        body.close();
    }
}
