package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest requests to both origins of the stand-in registry (a test double), in order of arrival. Thread-safe. */
public final class Requests {
    /** Enough for every test, and keeps a registry that runs for days small. */
    private static final int KEPT = 20_000;

    private final Deque<RecordedRequest> recorded = new ArrayDeque<>();

    public Requests() {}

    public synchronized List<RecordedRequest> all() {
        return List.copyOf(recorded);
    }

    public List<RecordedRequest> of(Route route) {
        return all().stream().filter(request -> request.route() == route).toList();
    }

    public int count(Route route) {
        return of(route).size();
    }

    /** Waits until so many requests of a route have arrived; false when that did not happen in time. */
    public synchronized boolean await(Route route, int count, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (count(route) < count) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    public synchronized void clear() {
        recorded.clear();
    }

    synchronized void add(RecordedRequest request) {
        if (recorded.size() == KEPT) {
            recorded.removeFirst();
        }
        recorded.addLast(request);
        notifyAll();
    }
}
