package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Connection;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Headers;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpFormatException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.RequestHead;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ResponseHead;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request and the head of its answer over one connection (RFC 9112, section 9.3). The answer is read while a large
 * body is still being sent, so that a refusal stops the sending. Used by one thread, once.
 */
final class Exchange {
    /** Up to here a body is sent unasked: asking first costs more than sending in vain. */
    private static final long SMALL_BODY = 64 * 1024;

    /** How long an answer may take to turn up after the connection broke under the request's body. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Connection connection;
    private final Request request;
    private final Timeouts timeouts;
    private final ExecutorService answerReaders;
    private final boolean asks;
    private volatile boolean permitted;
    private volatile boolean wholeBodySent;
    private volatile boolean cutOff;

    /** @param mayAsk whether the server may be asked before a large body is sent to it */
    Exchange(Connection connection, Request request, Timeouts timeouts, ExecutorService answerReaders, boolean mayAsk) {
        this.asks = mayAsk
                && request.body().filter(body -> body.length() > SMALL_BODY).isPresent();
        this.connection = connection;
        this.request = request;
        this.timeouts = timeouts;
        this.answerReaders = answerReaders;
        this.wholeBodySent = request.body().isEmpty();
    }

    /**
     * @param target the request target as the proxy or the origin wants it
     * @throws StaleConnectionException if the server had closed the connection before this request
     */
    ResponseHead run(Headers headers, String target) throws IOException, InterruptedException {
        connection.limit(timeouts.stall());
        if (asks) {
            headers.add("Expect", "100-continue");
        }
        try {
            connection.out().write(RequestHead.bytes(request.method(), target, headers));
            if (request.body().isEmpty()) {
                return readFinalHead();
            }
            Optional<ResponseHead> refusal = asks ? awaitPermission() : Optional.empty();
            if (refusal.isPresent()) {
                return refusal.get();
            }
        } catch (ConnectionException e) {
            throw connection.mayBeStale() ? new StaleConnectionException(e) : e;
        }
        return send(request.body().get());
    }

    /** Returns whether the answer came without the permission that was asked for. */
    boolean askedInVain() {
        return asks && !permitted;
    }

    /** Returns whether all that was announced was sent: only then can the connection serve another request. */
    boolean wholeBodySent() {
        return wholeBodySent && !cutOff;
    }

    /** Waits for {@code 100 Continue}, but not long: a server that does not know it waits for the body. */
    private Optional<ResponseHead> awaitPermission() throws IOException {
        if (!connection.awaitInput(timeouts.proceed())) {
            return Optional.empty();
        }
        ResponseHead head = ResponseHead.read(connection.in());
        while (head.isInterim() && head.status() != 100) {
            head = ResponseHead.read(connection.in());
        }
        permitted = head.isInterim();
        return permitted ? Optional.empty() : Optional.of(head);
    }

    private ResponseHead send(RequestBody body) throws IOException, InterruptedException {
        Future<ResponseHead> answer = body.length() > SMALL_BODY ? startReading(this::readWhileSending) : null;
        try {
            body.writeTo(connection.out());
            wholeBodySent = true;
            connection.limit(timeouts.answer());
        } catch (ConnectionException e) {
            return lastWords(answer == null ? startReading(this::readFinalHead) : answer, e);
        }
        return answer == null ? readFinalHead() : await(answer);
    }

    private Future<ResponseHead> startReading(Callable<ResponseHead> reading) throws InterruptedIOException {
        try {
            return answerReaders.submit(reading);
        } catch (RejectedExecutionException e) {
            throw new InterruptedIOException("the transfer was stopped");
        }
    }

    /** Stops the sending when there is nothing more to wait for, be it for an answer or for a failure. */
    private ResponseHead readWhileSending() throws IOException {
        try {
            return readFinalHead();
        } finally {
            if (!wholeBodySent) {
                // Also when the answer overtook the end of the sending by a moment.
                cutOff = true;
                connection.stopWriting();
                // A system that does not wake a blocked writer by that leaves it to the watch.
                connection.limit(LAST_WORDS);
            }
        }
    }

    private ResponseHead readFinalHead() throws IOException {
        ResponseHead head = ResponseHead.read(connection.in());
        while (head.isInterim()) {
            if (head.status() == 100) {
                permitted = true;
            }
            head = ResponseHead.read(connection.in());
        }
        return head;
    }

    private static ResponseHead await(Future<ResponseHead> answer) throws IOException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static ResponseHead lastWords(Future<ResponseHead> answer, ConnectionException broken)
            throws IOException, InterruptedException {
        try {
            return answer.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            if (e.getCause() instanceof HttpFormatException nonsense) {
                throw nonsense;
            }
            broken.addSuppressed(e);
            throw broken;
        }
    }

    private static IOException failure(ExecutionException e) {
        if (e.getCause() instanceof IOException failure) {
            return failure;
        }
        throw new IllegalStateException(e.getCause());
    }
}
