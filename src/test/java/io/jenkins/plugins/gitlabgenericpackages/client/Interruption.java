package io.jenkins.plugins.gitlabgenericpackages.client;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.ClientThreads;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.rules.ExternalResource;

/**
 * Interrupts a transfer in one of its phases, which must end it in time, as itself, and leave nothing behind. Nothing
 * else ends it: the transfers of the test have minutes of patience.
 */
public final class Interruption extends ExternalResource {
    private static final long MOST_MILLIS = 5000;

    private final Handoff handoff;

    public interface Phase {
        boolean isReached() throws IOException, InterruptedException;
    }

    public Interruption(Handoff handoff) {
        this.handoff = handoff;
    }

    @Override
    protected void before() {
        Duration minutes = Duration.ofMinutes(5);
        handoff.timeouts = new Timeouts(minutes, minutes, minutes, Handoff.SOON);
    }

    /** Runs the transfer, interrupts it in the phase, and checks how it ends. */
    public void ends(Callable<?> transfer, Phase phase) throws Exception {
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        FutureTask<Void> task = new FutureTask<>(
                () -> {
                    try {
                        transfer.call();
                    } catch (Throwable e) {
                        outcome.set(e);
                    }
                },
                null);
        Thread thread = new Thread(task, "aborted");
        thread.start();
        assertTrue("the phase was not reached", phase.isReached());
        long start = System.nanoTime();
        thread.interrupt();
        thread.join(MOST_MILLIS);
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue("still running after " + millis + " ms", !thread.isAlive());
        assertEquals(
                InterruptedException.class,
                outcome.get() == null ? null : outcome.get().getClass());
        assertEquals(
                List.of(),
                handoff.tree().stream().filter(name -> name.endsWith(".part")).toList());
        assertEquals(
                List.of(),
                handoff.events.retries().stream().filter(this::isByAbort).toList());
        while (!ClientThreads.alive().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private boolean isByAbort(String retry) {
        return retry.contains("losed") && !retry.contains("in the middle of the answer");
    }

    /** Lets the server go on with what it has of the aborted request. */
    public void settle(Fault fault) {
        fault.release();
        while (handoff.registry().openConnections() > 0) {
            Thread.onSpinWait();
        }
    }
}
