package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Framing;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The answer to a request. Closing it gives the connection back when the body was read to its end, and otherwise
 * closes the connection. Not thread-safe.
 */
public final class Response implements Closeable {
    private final Request request;
    private final boolean fromAskedOrigin;
    private final ResponseHead head;
    private final Duration waited;
    private final Framing framing;
    private final ResponseBody body;

    Response(
            Request request,
            boolean fromAskedOrigin,
            ResponseHead head,
            Duration waited,
            Framing framing,
            ResponseBody body) {
        this.request = request;
        this.fromAskedOrigin = fromAskedOrigin;
        this.head = head;
        this.waited = waited;
        this.framing = framing;
        this.body = body;
    }

    /** Returns the address that answered: after redirects not the one that was asked. */
    public HttpAddress address() {
        return request.address();
    }

    /** Returns the method of the request that this answers. */
    public String method() {
        return request.method();
    }

    /**
     * Returns whether the origin that was asked answers, and no other had a say in it. After a redirect to another one
     * this is false for good, even if that one redirects back: it chose what is asked for there.
     */
    public boolean fromAskedOrigin() {
        return fromAskedOrigin;
    }

    public int status() {
        return head.status();
    }

    /** Returns how long the head of the answer was waited for after the request was sent, over a connection that was open. */
    public Duration waited() {
        return waited;
    }

    /**
     * Returns the first header of that name, as the server wrote it: {@link PrintableText} makes it fit for a message.
     * There is no {@code Content-Length} beside a {@code Transfer-Encoding} (RFC 9112, section 6.3).
     */
    public Optional<String> header(String name) {
        // A length that does not frame the body says nothing of it, so that nobody can take it for one by mistake.
        boolean misleads = framing.chunked() && name.equalsIgnoreCase("Content-Length");
        return misleads ? Optional.empty() : head.headers().first(name);
    }

    /** Returns the tag by which the server knows exactly these bytes again, if it has one. */
    public Optional<String> strongTag() {
        return header("ETag").filter(Response::isStrongTag);
    }

    /** Returns whether that is a strong tag: a weak one begins with {@code W/}, and a date with a letter. */
    public static boolean isStrongTag(String validator) {
        return validator.startsWith("\"");
    }

    /**
     * Returns the date of the last modification, if no other content can get the same one any more: its second was over
     * when the server answered (RFC 9110, section 8.8.2.2).
     */
    public Optional<String> endedModification() {
        Optional<Instant> modified = time("Last-Modified");
        Optional<Instant> answered = time("Date");
        boolean isOver = modified.isPresent()
                && answered.isPresent()
                && !modified.get().plusSeconds(1).isAfter(answered.get());
        return isOver ? header("Last-Modified") : Optional.empty();
    }

    private Optional<Instant> time(String name) {
        try {
            return header(name).map(DateTimeFormatter.RFC_1123_DATE_TIME::parse).map(Instant::from);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns how many bytes the body has, known only where its length alone ends it. It may break off before. */
    public OptionalLong length() {
        return framing.length();
    }

    /** Returns whether a body that breaks off is told from a whole one: not where only the end of the connection ends it. */
    public boolean tellsItsEnd() {
        return framing.chunked() || framing.length().isPresent();
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
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] buffer = new byte[4 * 1024];
        try {
            for (int n; (n = body.read(buffer, 0, Math.min(buffer.length, limit - text.size()))) > 0; ) {
                text.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // What arrived says more about the answer than the end of its connection does.
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        body.close();
    }
}
