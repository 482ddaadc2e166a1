package io.jenkins.plugins.gitlabgenericpackages.polling;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Takes no more than its share of threads that others use too; what comes meanwhile waits for its turn. Thread-safe. */
final class LimitedExecutor implements Executor {
    private final Executor threads;
    private final int most;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    LimitedExecutor(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    @Override
    public synchronized void execute(Runnable work) {
        waiting.add(work);
        next();
    }

    /** Returns whether nothing is at work, and nothing waits. */
    synchronized boolean isIdle() {
        return running == 0 && waiting.isEmpty();
    }

    private synchronized void next() {
        if (running < most && !waiting.isEmpty()) {
            Runnable work = waiting.remove();
            threads.execute(() -> run(work));
            running++;
        }
    }

    private void run(Runnable work) {
        try {
            work.run();
        } finally {
            ended();
        }
    }

    private synchronized void ended() {
        running--;
        next();
    }
}
