package io.jenkins.plugins.gitlabgenericpackages.agents;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The files that an agent has told to be finished, known here whatever becomes of the agent. Nothing of it is checked
 * yet. Thread-safe.
 */
final class FinishedFiles implements FinishedListener, AutoCloseable {
    private final List<TransferredFile> files = new ArrayList<>();
    private int expected = Integer.MAX_VALUE;
    private boolean closed;

    @Override
    public synchronized void finished(ArrayList<TransferredFile> more) {
        // Too many are refused in the end; what more there is, is not even kept until then.
        if (!closed && files.size() <= AnswerCheck.MOST_FILES) {
            files.addAll(more);
            notifyAll();
        }
    }

    @Override
    public synchronized void ended(int all) {
        expected = all;
        notifyAll();
    }

    /** Waits until the agent has told all, but no longer than that: it may be gone. */
    synchronized void awaitEnd(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (files.size() < expected) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Returns what is known now, in the order in which it was told. */
    synchronized List<TransferredFile> files() {
        return new ArrayList<>(files);
    }

    /** Forgets all: the channel may hold on to this for as long as the agent has not tidied up. */
    @Override
    public synchronized void close() {
        closed = true;
        files.clear();
    }
}
