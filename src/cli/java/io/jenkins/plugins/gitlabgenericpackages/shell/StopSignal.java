package io.jenkins.plugins.gitlabgenericpackages.shell;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the work when the process is told to end, by Ctrl-C for one, and holds the end back until what was half
 * done is cleaned up. Java itself then ends the process with 128 + the signal's number.
 */
final class StopSignal {
    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch ended = new CountDownLatch(1);

    /** Interrupts {@code worker} when the signal comes. */
    void stops(Thread worker) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker), "stop-signal"));
    }

    /** Tells that nothing is left to stop. */
    void ended() {
        ended.countDown();
    }

    private void stop(Thread worker) {
        if (ended.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread, and the process ends anyway.
        }
    }
}
