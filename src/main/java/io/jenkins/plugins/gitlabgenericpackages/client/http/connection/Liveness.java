package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** When a connection last had a byte, and how long it may go without: what tells slow from dead. Thread-safe. */
final class Liveness {
    private final LongSupplier clock;
    private volatile long lastByte;
    private volatile Duration limit;
    private volatile long begun;
    private volatile Duration toBeReady;
    private volatile String verdict;
    private volatile boolean heard;

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

    /** Waits anew for the first byte of an answer. */
    void asked() {
        heard = false;
    }

    /** Returns whether anything came since the last request. */
    boolean heard() {
        return heard;
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
        return wasOver();
    }

    boolean wasOver() {
        return verdict != null;
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
