package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import io.jenkins.plugins.gitlabgenericpackages.client.files.Leftovers;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lines that outlive the process that wrote them, even if it is killed while it writes one. Thread-safe; an interruption
 * of the thread that writes is left to the thread, and closes nothing.
 */
public final class JournalFile implements Closeable {
    private static final long PAUSE_MILLIS = 100;

    private final Path path;
    private final RandomAccessFile file;

    /** Opens the file; makes it where there is none. */
    public JournalFile(Path path) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "rw");
    }

    /**
     * Opens the file once nobody else on this machine has it open in this way, in this process or in another.
     *
     * @param waiting is told, once, if there is somebody
     */
    static JournalFile openAlone(Path path, Runnable waiting) throws IOException, InterruptedException {
        for (boolean told = false; ; told = true) {
            JournalFile journal = new JournalFile(path);
            if (journal.lock() && Files.exists(path)) {
                return journal;
            }
            journal.close();
            if (!told) {
                waiting.run();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private boolean lock() {
        try {
            return file.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            // A file system without locks: nobody can be waited for.
            return true;
        }
    }

    /** Returns all lines; the last one may be half of what was to be written. */
    public synchronized List<String> lines() throws IOException {
        byte[] bytes = new byte[Math.toIntExact(file.length())];
        file.seek(0);
        file.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }

    public synchronized void append(List<String> lines) throws IOException {
        // Before each, not after: the last line of a process that was killed may have no end.
        String text = "\n" + String.join("\n", lines);
        file.seek(file.length());
        file.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Closes it, and leaves nothing behind, unless another attempt has it open where that hinders it. */
    void delete() throws IOException {
        close();
        Leftovers.delete(path);
    }
}
