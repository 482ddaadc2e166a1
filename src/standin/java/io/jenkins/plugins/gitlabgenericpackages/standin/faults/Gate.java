package io.jenkins.plugins.gitlabgenericpackages.standin.faults;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.ConnectionDropped;
import java.time.Duration;

/** Where the test double's threads announce that they reached a fault, and are held until it is opened. Thread-safe. */
final class Gate {
    private int reached;
    private boolean open;
    private boolean abandoned;

    synchronized void reach() {
        reached++;
        notifyAll();
    }

    synchronized int reached() {
        return reached;
    }

    /** Waits until so many have reached the gate; false when they did not in time. */
    synchronized boolean await(int count, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (reached < count) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized void open() {
        open = true;
        notifyAll();
    }

    /** Drops whoever is held, now and later. */
    synchronized void abandon() {
        abandoned = true;
        open();
    }

    synchronized void hold() throws InterruptedException, ConnectionDropped {
        while (!open) {
            wait();
        }
        if (abandoned) {
            // Going on could still store an upload whose bytes are all buffered.
            throw new ConnectionDropped();
        }
    }

    /** Waits for a while, or not at all when open. */
    synchronized void pause(long millis) throws InterruptedException {
        if (!open) {
            wait(millis);
        }
    }
}
