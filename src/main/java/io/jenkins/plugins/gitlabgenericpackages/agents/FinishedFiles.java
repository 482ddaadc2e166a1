package io.jenkins.plugins.gitlabgenericpackages.agents;

import hudson.AbortException;
import io.jenkins.plugins.gitlabgenericpackages.builds.TransferJournal;
import io.jenkins.plugins.gitlabgenericpackages.builds.TransferOrigin;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The files that an agent has told to be finished, known here whatever becomes of the agent. What is kept for another
 * attempt is checked first; nothing else is. Thread-safe.
 */
final class FinishedFiles implements FinishedListener, AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(FinishedFiles.class.getName());

    private AnswerCheck check;
    private TransferOrigin origin;
    private Optional<TransferJournal> journal;
    private final List<TransferredFile> files = new ArrayList<>();
    private int expected = Integer.MAX_VALUE;
    private boolean closed;

    /** @param journal where they are kept for another attempt, if there may be one */
    FinishedFiles(AnswerCheck check, TransferOrigin origin, Optional<TransferJournal> journal) {
        this.check = check;
        this.origin = origin;
        this.journal = journal;
    }

    @Override
    public synchronized void planned(TransferPlan.Packed packed) throws IOException {
        if (closed) {
            return;
        }
        TransferPlan plan = packed == null ? null : packed.unpacked();
        check.check(plan);
        if (journal.isPresent()) {
            journal.get().begin(origin, plan);
        }
    }

    @Override
    public synchronized void finished(ArrayList<TransferredFile> more) {
        // Too many are refused in the end; what more there is, is not even kept until then.
        if (!closed && files.size() <= AnswerCheck.MOST_FILES) {
            files.addAll(more);
            notifyAll();
            journal.ifPresent(kept -> keep(more, kept));
        }
    }

    private void keep(List<TransferredFile> more, TransferJournal kept) {
        try {
            check.check(more);
            kept.add(more);
        } catch (AbortException e) {
            LOGGER.log(Level.FINE, "An agent told what is not kept", e);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "A transfer could not go on from here: what arrived is not kept", e);
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

    /** Forgets all, build and token too: the channel may hold on to this for as long as the agent has not tidied up. */
    @Override
    public synchronized void close() {
        closed = true;
        check = null;
        origin = null;
        journal = Optional.empty();
        files.clear();
    }
}
