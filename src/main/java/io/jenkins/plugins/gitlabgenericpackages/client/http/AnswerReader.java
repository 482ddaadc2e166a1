package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ResponseHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Reads the answer to one request: at once, or in a thread of its own beside the sending of the body. Called by the
 * thread that sends.
 */
final class AnswerReader {
    private final InputStream in;
    private final ExecutorService threads;
    private final Runnable onAnswer;
    private final CountDownLatch spoken = new CountDownLatch(1);
    private volatile boolean permitted;
    private Future<ResponseHead> answer;

    /** @param onAnswer called by the thread beside, when the answer is there or will not come */
    AnswerReader(InputStream in, ExecutorService threads, Runnable onAnswer) {
        this.in = in;
        this.threads = threads;
        this.onAnswer = onAnswer;
    }

    /** Begins to read in a thread of its own. */
    void start() throws InterruptedIOException {
        try {
            answer = threads.submit(this::readBeside);
        } catch (RejectedExecutionException e) {
            throw new InterruptedIOException("the transfer was stopped");
        }
    }

    private ResponseHead readHere() throws IOException {
        return ResponseHead.readFinal(in, () -> {
            permitted = true;
            spoken.countDown();
        });
    }

    private ResponseHead readBeside() throws IOException {
        try {
            return readHere();
        } finally {
            onAnswer.run();
            spoken.countDown();
        }
    }

    /** Returns whether a {@code 100 Continue}, the answer, or a failure came in that time, whatever else comes. */
    boolean awaitFirstWord(Duration timeout) throws InterruptedException {
        return spoken.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Returns whether the server said {@code 100 Continue}. */
    boolean permitted() {
        return permitted;
    }

    /** Returns the answer, however long it takes; the limit of the connection ends the wait. */
    ResponseHead read() throws IOException, InterruptedException {
        if (answer == null) {
            return readHere();
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
