package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Connection;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Headers;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.RequestHead;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ResponseHead;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
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
    private final AnswerReader answer;
    private final boolean isLarge;
    private final boolean asks;
    private Sending sending = Sending.NOT_BEGUN;
    private boolean answered;

    /** How far the sending of the body is. */
    private enum Sending {
        NOT_BEGUN,
        GOING_ON,
        DONE,
        CUT_OFF
    }

    /** @param mayAsk whether the server may be asked before a large body is sent to it */
    Exchange(Connection connection, Request request, Timeouts timeouts, ExecutorService answerReaders, boolean mayAsk) {
        this.connection = connection;
        this.request = request;
        this.timeouts = timeouts;
        this.answer = new AnswerReader(connection.in(), answerReaders, this::answered);
        this.isLarge = request.body().filter(body -> body.length() > SMALL_BODY).isPresent();
        this.asks = isLarge && mayAsk;
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
                return answer.read();
            }
            if (isLarge) {
                answer.start();
            }
            if (asks) {
                // Not for long: a server that does not know 100 Continue waits for the body.
                answer.awaitFirstWord(timeouts.proceed());
            }
            if (!begins()) {
                return answer.read();
            }
        } catch (ConnectionException e) {
            throw connection.mayBeStale() ? new StaleConnectionException(e) : e;
        }
        return send(request.body().get());
    }

    /** Returns whether the answer came without the permission that was asked for. */
    boolean askedInVain() {
        return asks && !answer.permitted();
    }

    /** Returns whether all that was announced was sent: only then can the connection serve another request. */
    synchronized boolean wholeBodySent() {
        return sending == Sending.DONE || request.body().isEmpty();
    }

    private ResponseHead send(RequestBody body) throws IOException, InterruptedException {
        try {
            body.writeTo(connection.out());
            ends();
            connection.limit(timeouts.answer());
        } catch (ConnectionException e) {
            return lastWords(e);
        }
        return answer.read();
    }

    /** Returns false if the answer was there before: then there is nothing to send the body for. */
    private synchronized boolean begins() {
        if (!answered) {
            sending = Sending.GOING_ON;
        }
        return !answered;
    }

    private synchronized void ends() {
        if (sending == Sending.GOING_ON) {
            sending = Sending.DONE;
        }
    }

    /** Stops the sending when there is nothing more to wait for, be it for an answer or for a failure. */
    private void answered() {
        synchronized (this) {
            answered = true;
            if (sending != Sending.GOING_ON) {
                return;
            }
            // Also when the answer overtook the end of the sending by a moment.
            sending = Sending.CUT_OFF;
        }
        connection.stopWriting();
        // A system that does not wake a blocked writer by that leaves it to the watch.
        connection.limit(LAST_WORDS);
    }

    private ResponseHead lastWords(ConnectionException broken) throws IOException, InterruptedException {
        try {
            return answer.read(LAST_WORDS);
        } catch (ConnectionException | TimeoutException e) {
            broken.addSuppressed(e);
            throw broken;
        }
    }
}
