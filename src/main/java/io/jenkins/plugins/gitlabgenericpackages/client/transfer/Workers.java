package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

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
    <T> void forEach(List<T> items, int parallel, Task<T> task) throws IOException, InterruptedException {
        Queue<T> queue = new ConcurrentLinkedQueue<>(items);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < Math.min(parallel, items.size()); i++) {
            running.add(threads.submit(() -> {
                for (T item; (item = queue.poll()) != null; ) {
                    if (!task.run(item)) {
                        queue.clear();
                    }
                }
                return null;
            }));
        }
        for (Future<?> future : running) {
            try {
                future.get();
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw rethrow(e.getCause());
            }
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
