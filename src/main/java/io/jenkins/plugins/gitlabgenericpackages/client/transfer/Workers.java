package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The threads of one upload or download. They do all that blocks, so that the thread that asked for it only waits and
 * an interruption reaches it at once, whatever a socket or a disk is doing.
 */
public final class Workers implements AutoCloseable {
    /** How long an abort waits for temporary files to be deleted; an aborted build must end within 5 seconds. */
    private static final long CLEANUP_SECONDS = 4;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "gitlab-packages-transfer");
        thread.setDaemon(true);
        return thread;
    });
    private final Runnable disconnect;

    /** @param disconnect makes every call to the network end at once */
    public Workers(Runnable disconnect) {
        this.disconnect = disconnect;
    }

    /** One item's work; returns false if the items not yet begun shall not be begun. */
    interface Task<T> {
        boolean run(T item) throws InterruptedException;
    }

    /** Runs {@code work} in another thread. An interruption of the caller stops and cleans up everything first. */
    public <T> T await(Callable<T> work) throws IOException, InterruptedException {
        Future<T> result = threads.submit(work);
        try {
            return result.get();
        } catch (InterruptedException e) {
            threads.shutdownNow();
            disconnect.run();
            threads.awaitTermination(CLEANUP_SECONDS, TimeUnit.SECONDS);
            throw e;
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        }
    }

    /** Works on all items, {@code parallel} at a time, and returns when the last one has ended. */
    <T> void forEach(List<T> items, IntSupplier parallel, Task<T> task) throws IOException, InterruptedException {
        Shared<T> shared = new Shared<>(new ArrayDeque<>(items), parallel, task);
        shared.fill();
        for (Future<?> worker; (worker = shared.workers.poll()) != null; ) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw rethrow(e.getCause());
            }
        }
    }

    /** Items of which each worker takes one after another. After each it looks whether there should be more of them, or less. */
    private final class Shared<T> {
        private final Deque<T> items;
        private final IntSupplier parallel;
        private final Task<T> task;
        /** Whoever begins another one adds it before it ends itself. */
        private final Queue<Future<?>> workers = new ConcurrentLinkedQueue<>();

        private int working;

        Shared(Deque<T> items, IntSupplier parallel, Task<T> task) {
            this.items = items;
            this.parallel = parallel;
            this.task = task;
        }

        synchronized void fill() {
            while (working < parallel.getAsInt() && !items.isEmpty()) {
                T first = items.poll();
                working++;
                workers.add(threads.submit(() -> work(first)));
            }
        }

        private Void work(T first) throws InterruptedException {
            for (T item = first; item != null; item = next()) {
                if (!task.run(item)) {
                    clear();
                }
                fill();
            }
            return null;
        }

        private synchronized T next() {
            T next = working > parallel.getAsInt() ? null : items.poll();
            working -= next == null ? 1 : 0;
            return next;
        }

        private synchronized void clear() {
            items.clear();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static IOException rethrow(Throwable failure) throws InterruptedException {
        if (failure instanceof InterruptedException interruption) {
            throw interruption;
        }
        if (failure instanceof RuntimeException mistake) {
            throw mistake;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return (IOException) failure;
    }
}
