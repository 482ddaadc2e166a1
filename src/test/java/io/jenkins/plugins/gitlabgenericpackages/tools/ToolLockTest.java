package io.jenkins.plugins.gitlabgenericpackages.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.io.BufferedReader;
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

    /** As an agent of another controller is. */
    @Test
    public void anotherProcessIsWaitedForUntilItDies() throws Exception {
        ToolLock.take(folder(), () -> {}).close();
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of(Holder.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        Holder.class.getName(),
                        folder().resolve(".gitlab-lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = holder.inputReader()) {
            assertThat(said.readLine(), is("locked"));
            FutureTask<Void> other = start();
            waiting.await();
            assertThat(other.isDone(), is(false));
            holder.destroyForcibly();
            other.get();
        } finally {
            holder.destroyForcibly();
        }
    }

    /** Holds the lock of a file until it is killed. */
    public static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (RandomAccessFile file = new RandomAccessFile(arguments[0], "rw")) {
                file.getChannel().lock();
                System.out.println("locked");
                new CountDownLatch(1).await();
            }
        }
    }

    /** Of the same process, but loaded anew, as for an agent that came back. */
    @Test
    public void lockOfOtherClassesIsWaitedFor() throws Exception {
        ToolLock.take(folder(), () -> {}).close();
        try (RandomAccessFile file =
                new RandomAccessFile(folder().resolve(".gitlab-lock").toFile(), "rw")) {
            FileLock lock = file.getChannel().lock();
            FutureTask<Void> other = start();
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
