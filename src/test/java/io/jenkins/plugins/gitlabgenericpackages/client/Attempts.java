package io.jenkins.plugins.gitlabgenericpackages.client;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.journal.BrokenOff;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.FileJournal;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Attempts at one transfer: each breaks off in a phase, but the last. Their notes lie beside the workspace. */
public final class Attempts {
    private final Handoff handoff;
    private final UUID id = UUID.randomUUID();
    private TransferPlan plan;
    private List<TransferredFile> told = List.of();
    private volatile boolean brokenOff;

    /** What is tried. */
    public interface Transfer {
        List<TransferredFile> run(GenericPackageClient client) throws IOException, InterruptedException;
    }

    public Attempts(Handoff handoff) {
        this.handoff = handoff;
    }

    public Path notes() {
        return handoff.root().resolve("workspace@tmp");
    }

    /** Makes an attempt break off in the phase, as when the controller is gone. */
    public void breakOff(Transfer transfer, Interruption.Phase phase) throws Exception {
        interrupt(transfer, phase, true);
    }

    /** Aborts an attempt in the phase: nobody goes on with it. */
    public void abort(Transfer transfer, Interruption.Phase phase) throws Exception {
        interrupt(transfer, phase, false);
    }

    private void interrupt(Transfer transfer, Interruption.Phase phase, boolean breaksOff) throws Exception {
        FutureTask<List<TransferredFile>> attempt = new FutureTask<>(() -> run(transfer));
        Thread thread = new Thread(attempt, "attempt");
        thread.start();
        assertTrue("the phase was not reached", phase.isReached());
        brokenOff = breaksOff;
        thread.interrupt();
        thread.join(Handoff.SOON.toMillis());
        assertTrue("the attempt goes on", attempt.isDone());
        brokenOff = false;
        try {
            attempt.get();
        } catch (ExecutionException e) {
            assertEquals(InterruptedException.class, e.getCause().getClass());
        }
    }

    /** Makes an attempt that goes on where the one before broke off. */
    public List<TransferredFile> run(Transfer transfer) throws IOException, InterruptedException {
        BrokenOff known = plan == null ? null : new BrokenOff(plan, new ArrayList<>(told));
        try (FileJournal journal = FileJournal.open(
                notes(), id, known, kept -> plan = kept, () -> brokenOff, text -> handoff.events.note(text))) {
            return transfer.run(handoff.client(journal));
        }
    }

    /** Lets it be known elsewhere which files the attempts so far had told to be finished. */
    public void tell() {
        told = handoff.events.finished();
    }

    /** Waits until it is noted that every byte of a file was sent: the server may have them before that. */
    public boolean awaitNoteOfSending() throws IOException {
        long end = System.nanoTime() + Handoff.SOON.toNanos();
        while (System.nanoTime() < end) {
            try (Stream<Path> files = Files.list(notes())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (file.toString().endsWith(".journal")
                            && Files.readString(file).contains("\"sent\"")) {
                        return true;
                    }
                }
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** Takes away what was noted on the machine of the transfer. */
    public void loseNotes() throws IOException {
        try (Stream<Path> files = Files.list(notes())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Fails if a transfer that has ended has left anything. */
    public void assertNothingLeft() throws IOException {
        assertEquals(
                List.of(),
                handoff.tree().stream()
                        .filter(name -> name.contains(".gitlab-"))
                        .toList());
    }
}
