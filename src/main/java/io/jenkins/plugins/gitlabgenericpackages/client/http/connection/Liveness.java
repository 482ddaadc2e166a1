package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** When a connection last had a byte, and how long it may go without: what tells slow from dead. Thread-safe. */
final class Liveness {
    /**
     * What a link must take in the time without a byte. Java gives the system no more at once anyway; with less, an
     * upload took a fifth longer.
     */
    private static final int PIECE = 128 * 1024;

    private final LongSupplier clock;
    private volatile long lastByte;
    private volatile Duration limit;
    private volatile long begun;
    private volatile Duration toBeReady;
    private volatile String verdict;
    private volatile boolean heard;
    private int requests;

    /** @param clock in nanoseconds, such as {@link System#nanoTime} */
    Liveness(Duration limit, LongSupplier clock) {
        this.clock = clock;
        limit(limit);
    }

    /** Allows that much time without a byte from now on. */
    void limit(Duration newLimit) {
        lastByte = clock.getAsLong();
        limit = newLimit;
    }

    /** Allows that much time from now until {@link #ready}, however many bytes go to and fro. */
    void readyWithin(Duration timeout) {
        begun = clock.getAsLong();
        toBeReady = timeout;
    }

    /** Ends the time to connect: from now on only silence is limited. */
    void ready() {
        toBeReady = null;
    }

    void sent() {
        lastByte = clock.getAsLong();
    }

    void received() {
        lastByte = clock.getAsLong();
        heard = true;
    }

    /** Waits anew for the first byte of an answer. Called by the thread that asks. */
    void asked() {
        requests++;
        heard = false;
    }

    /** Returns, to the thread that asks, whether a kept connection has failed before anything of the answer came. */
    boolean mayBeStale() {
        return requests > 1 && !heard && verdict == null;
    }

    Duration idle() {
        return Duration.ofNanos(clock.getAsLong() - lastByte);
    }

    /** Returns whether the time is up at {@code now}, a time of the clock; {@link #explain} says so from then on. */
    boolean isOver(long now) {
        // What is said of it must not change with a later limit.
        Duration silence = limit;
        Duration opening = toBeReady;
        if (opening != null && now - begun > opening.toNanos()) {
            verdict = "not connected after " + opening.toSeconds() + " s";
        } else if (now - lastByte > silence.toNanos()) {
            verdict = "no byte for " + silence.toSeconds() + " s";
        }
        return verdict != null;
    }

    /** Returns the stream such that what comes of it is noted. For one thread at a time. */
    InputStream watch(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                try {
                    int n = in.read(buffer, offset, length);
                    if (n > 0) {
                        received();
                    }
                    return n;
                } catch (SocketTimeoutException e) {
                    // A look whether something is there; only that has a time limit of the socket.
                    throw e;
                } catch (IOException e) {
                    throw explain(e);
                }
            }
        };
    }

    /** Returns the stream such that what it takes is noted, also in the middle of a write. For one thread at a time. */
    OutputStream watch(OutputStream stream) {
        return new FilterOutputStream(stream) {
            @Override
            public void write(int oneByte) throws IOException {
                write(new byte[] {(byte) oneByte}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                try {
                    for (int done = 0; done < length; done += PIECE) {
                        out.write(buffer, offset + done, Math.min(PIECE, length - done));
                        sent();
                    }
                } catch (IOException e) {
                    throw explain(e);
                }
            }
        };
    }

    /** Returns what {@code failure} means to someone who reads the log. */
    ConnectionException explain(IOException failure) {
        if (failure instanceof ConnectionException explained) {
            return explained;
        }
        String reason = verdict == null ? failure.getMessage() : verdict;
        return new ConnectionException(reason == null ? "the connection broke" : reason, failure);
    }
}
