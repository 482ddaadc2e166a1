package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Framing;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Headers;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ResponseHead;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The answer to a request. Closing it gives the connection back when the body was read to its end, and otherwise
 * closes the connection. Not thread-safe.
 */
public final class Response implements Closeable {
    private static final String CONTENT_LENGTH = "Content-Length";

    /** As much as most answers are long; a text that is longer doubles its room as it comes. */
    private static final int FIRST_TEXT = 4 * 1024;

    private final HttpAddress address;
    private final boolean fromAskedOrigin;
    private final int status;
    private final Headers headers;
    private final Framing framing;
    private final ResponseBody body;

    Response(HttpAddress address, boolean fromAskedOrigin, ResponseHead head, Framing framing, ResponseBody body) {
        this.address = address;
        this.fromAskedOrigin = fromAskedOrigin;
        this.status = head.status();
        // A length that does not frame the body says nothing of it, so that nobody can take it for one by mistake.
        this.headers = framing.chunked() ? head.headers().without(CONTENT_LENGTH) : head.headers();
        this.framing = framing;
        this.body = body;
    }

    /** Returns the address that answered: after redirects not the one that was asked. */
    public HttpAddress address() {
        return address;
    }

    /**
     * Returns whether the origin that was asked answers, and no other had a say in it. After a redirect to another one
     * this is false for good, even if that one redirects back: it chose what is asked for there.
     */
    public boolean fromAskedOrigin() {
        return fromAskedOrigin;
    }

    public int status() {
        return status;
    }

    /**
     * Returns the first header of that name, as the server wrote it: {@link PrintableText} makes it fit for a message.
     * There is no {@code Content-Length} beside a {@code Transfer-Encoding} (RFC 9112, section 6.3).
     */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** Returns how many bytes the body has, known only where its length alone ends it. It may break off before. */
    public OptionalLong length() {
        return framing.length();
    }

    /** Returns the body; its reads fail with a {@link ConnectionException} when it ends too early. */
    public InputStream body() {
        return body;
    }

    /**
     * Returns the first bytes of the body as text. A break while reading them only makes the text shorter.
     *
     * @param limit bytes that are read at the most; no more memory is taken than what comes needs
     */
    public String text(int limit) {
        byte[] buffer = new byte[Math.min(limit, FIRST_TEXT)];
        int length = 0;
        try {
            for (int n; length < limit && (n = body.read(buffer, length, buffer.length - length)) > 0; ) {
                length += n;
                if (length == buffer.length && length < limit) {
                    buffer = Arrays.copyOf(buffer, (int) Math.min(limit, 2L * length));
                }
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
