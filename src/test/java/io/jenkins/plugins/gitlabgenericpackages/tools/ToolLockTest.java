package io.jenkins.plugins.gitlabgenericpackages.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ToolLockTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final CountDownLatch waiting = new CountDownLatch(1);

    @Test
    public void anotherBuildWaitsAndSaysSo() throws Exception {
        FutureTask<Void> other;
        try (ToolLock mine = ToolLock.take(folder(), () -> {})) {
            other = start();
            waiting.await();
            assertThat(other.isDone(), is(false));
        }
        other.get();
    }

    /** An agent of another controller has no memory in common with this one, only the file. */
    @Test
    public void anotherProcessIsWaitedFor() throws Exception {
        FutureTask<Void> other;
        ToolLock.take(folder(), () -> {}).close();
        try (RandomAccessFile file =
                new RandomAccessFile(folder().resolve(".gitlab-lock").toFile(), "rw")) {
            FileLock lock = file.getChannel().lock();
            other = start();
            waiting.await();
            lock.release();
            other.get();
        }
    }

    @Test
    public void whoWaitsCanBeInterrupted() throws Exception {
        FutureTask<Void> other;
        try (ToolLock mine = ToolLock.take(folder(), () -> {})) {
            other = new FutureTask<>(this::take);
            Thread thread = new Thread(other);
            thread.start();
            waiting.await();
            thread.interrupt();
            ExecutionException failure = assertThrows(ExecutionException.class, other::get);
            assertThat(failure.getCause() instanceof InterruptedException, is(true));
        }
        ToolLock.take(folder(), () -> {
                    throw new AssertionError("Nobody has it");
                })
                .close();
    }

    private FutureTask<Void> start() {
        FutureTask<Void> task = new FutureTask<>(this::take);
        new Thread(task).start();
        return task;
    }

    private Void take() throws Exception {
        ToolLock.take(folder(), waiting::countDown).close();
        return null;
    }

    private Path folder() {
        return temporary.getRoot().toPath().resolve("tool");
    }
}
