package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Connection;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Headers;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ResponseHead;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/**
 * One request and the head of its answer over one connection (RFC 9112, section 9.3). The answer is read while a large
 * body is still being sent, so that a refusal stops the sending. Used by one thread, once.
 */
final class Exchange {
    /** Up to here a body is sent unasked: asking first costs more than sending in vain. */
    private static final long SMALL_BODY = 64 * 1024;

    /** How long nothing may come of an answer after the connection broke under the request's body. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Connection connection;
    private final Request request;
    private final Timeouts timeouts;
    private final AnswerReader answer;
    private final long length;
    private final boolean isLarge;
    private final boolean asks;
    private Sending sending;
    private long sent;

    /** How far the sending of the body is. */
    private enum Sending {
        NOT_BEGUN,
        GOING_ON,
        AT_ITS_LAST_BYTES,
        DONE,
        CUT_OFF
    }

    /** A kept connection turned out closed, and the request can go again: it was not whole, or has no body at all. */
    static final class StaleConnectionException extends IOException {
        private static final long serialVersionUID = 1L;

        private StaleConnectionException(IOException cause) {
            super(cause);
        }
    }

    /** @param mayAsk whether the server may be asked before a large body is sent to it */
    Exchange(Connection connection, Request request, Timeouts timeouts, ExecutorService answerReaders, boolean mayAsk) {
        this.connection = connection;
        this.request = request;
        this.timeouts = timeouts;
        this.answer = new AnswerReader(connection.in(), answerReaders, this::answered);
        this.length = request.body().map(RequestBody::length).orElse(0L);
        this.isLarge = length > SMALL_BODY;
        this.asks = isLarge && mayAsk;
        this.sending = length == 0 ? Sending.DONE : Sending.NOT_BEGUN;
    }

    /**
     * @param target the request target as the proxy or the origin wants it
     * @throws StaleConnectionException if the request should be sent again over another connection
     */
    ResponseHead run(Headers headers, String target) throws IOException, InterruptedException {
        connection.limit(timeouts.stall());
        if (asks) {
            headers.add("Expect", "100-continue");
        }
        try {
            connection.out().write(headers.requestHead(request.method(), target));
            sent = System.nanoTime();
            if (isLarge) {
                answer.start();
            }
            if (asks) {
                // Not for long: a server that does not know 100 Continue waits for the body.
                answer.awaitFirstWord(timeouts.proceed());
            }
            if (request.body().isEmpty() || !begins()) {
                return answer.read();
            }
        } catch (ConnectionException e) {
            throw connection.mayBeStale() ? new StaleConnectionException(e) : e;
        }
        try {
            request.body().get().writeTo(new CountedOutput());
        } catch (ConnectionException e) {
            return lastWords(e);
        }
        connection.limit(timeouts.answer());
        return answer.read();
    }

    /** Returns whether the answer came without the permission that was asked for. */
    boolean askedInVain() {
        return asks && !answer.permitted();
    }

    /** Returns how long ago the whole request was sent, or its head if the answer came before. */
    Duration waited() {
        return Duration.ofNanos(System.nanoTime() - sent);
    }

    /** Returns whether all that was announced was sent: only then can the connection serve another request. */
    synchronized boolean wholeBodySent() {
        return sending == Sending.DONE;
    }

    /** Returns false if the answer was there before: then there is nothing to send the body for. */
    private synchronized boolean begins() {
        if (sending == Sending.NOT_BEGUN) {
            sending = Sending.GOING_ON;
        }
        return sending != Sending.CUT_OFF;
    }

    private synchronized void reach(Sending next) {
        if (sending != Sending.CUT_OFF) {
            sending = next;
            connection.limit(timeouts.stall());
        }
    }

    /** Stops the sending when there is nothing more to wait for, be it for an answer or for a failure. */
    private synchronized void answered() {
        boolean begun = sending == Sending.GOING_ON;
        if (begun || sending == Sending.AT_ITS_LAST_BYTES) {
            // The watch ends a write that hangs: the last one, or one that the system does not wake.
            connection.limit(LAST_WORDS);
        }
        if (begun || sending == Sending.NOT_BEGUN) {
            sending = Sending.CUT_OFF;
        }
        if (begun) {
            connection.stopWriting();
        }
    }

    /** Without its whole body nothing comes of a request, so a small one is as good as not sent. */
    private ResponseHead lastWords(ConnectionException broken) throws IOException, InterruptedException {
        connection.limit(LAST_WORDS);
        try {
            return answer.read();
        } catch (ConnectionException e) {
            broken.addSuppressed(e);
            throw !isLarge && connection.mayBeStale() ? new StaleConnectionException(broken) : broken;
        }
    }

    /** Knows what was sent of the body, which itself may not be at its end after its last byte. */
    private final class CountedOutput extends OutputStream {
        private long left = length;

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int count) throws IOException {
            left -= count;
            if (left == 0) {
                // Its answer may be here before this thread knows that they are gone.
                reach(Sending.AT_ITS_LAST_BYTES);
            }
            connection.out().write(buffer, offset, count);
            if (left == 0) {
                reach(Sending.DONE);
                sent = System.nanoTime();
            }
        }
    }
}
