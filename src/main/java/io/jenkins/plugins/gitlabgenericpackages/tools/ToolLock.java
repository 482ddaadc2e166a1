package io.jenkins.plugins.gitlabgenericpackages.tools;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds one tool of one agent for who installs it: against other builds, and against agents of other controllers on the same
 * machine. The system releases it when its holder dies. For the thread that took it.
 */
final class ToolLock implements Closeable {
    private static final String FILE = ".gitlab-lock";
    private static final long PAUSE_MILLIS = 100;

    /** A lock of the system is one between processes, and closing a file releases all that this process has on it. */
    private static final ConcurrentMap<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

    private final ReentrantLock here;
    private final RandomAccessFile file;
    private final boolean sure;

    private ToolLock(ReentrantLock here, RandomAccessFile file, boolean sure) {
        this.here = here;
        this.file = file;
        this.sure = sure;
    }

    /**
     * Waits for the lock.
     *
     * @param folder the tool's; it is made if need be
     * @param waiting is told, once, if somebody else has it
     */
    static ToolLock take(Path folder, Runnable waiting) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path path = folder.toRealPath().resolve(FILE);
        ReentrantLock here = HERE.computeIfAbsent(path, free -> new ReentrantLock());
        boolean told = !here.tryLock();
        if (told) {
            waiting.run();
            here.lockInterruptibly();
        }
        RandomAccessFile file = null;
        boolean taken = false;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
            boolean sure = true;
            try {
                while (isHeldElsewhere(file)) {
                    if (!told) {
                        waiting.run();
                        told = true;
                    }
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            } catch (IOException e) {
                // A file system without locks: nobody can be waited for.
                sure = false;
            }
            taken = true;
            return new ToolLock(here, file, sure);
        } finally {
            if (!taken) {
                release(here, file);
            }
        }
    }

    /** Returns whether nobody else can have it: some file systems know no locks. */
    boolean isSure() {
        return sure;
    }

    private static boolean isHeldElsewhere(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static void release(ReentrantLock here, RandomAccessFile file) throws IOException {
        try {
            if (file != null) {
                file.close();
            }
        } finally {
            here.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        release(here, file);
    }
}
