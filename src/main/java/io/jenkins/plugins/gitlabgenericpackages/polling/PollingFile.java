package io.jenkins.plugins.gitlabgenericpackages.polling;

import hudson.XmlFile;
import hudson.model.Job;
import hudson.util.XStream2;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Consumer;

/**
 * Where a job keeps its {@link PollingMemory}: in its folder, beside its configuration and never in it. Thread-safe:
 * a poll reads it, asks GitLab, and then changes it in one step, so that builds that start meanwhile are not forgotten.
 */
final class PollingFile {
    private static final XStream2 XSTREAM = new XStream2();
    private static final Object LOCK = new Object();

    static {
        XSTREAM.alias("polling", PollingMemory.class);
        XSTREAM.alias("waiting-version", WaitingVersion.class);
        XSTREAM.alias("started-version", PollingMemory.Started.class);
    }

    private final XmlFile file;

    PollingFile(Job<?, ?> job) {
        file = new XmlFile(XSTREAM, new File(job.getRootDir(), "gitlab-generic-package-polling.xml"));
    }

    /** Returns a copy of what is kept; an empty memory before the first poll. */
    PollingMemory read() throws IOException {
        synchronized (LOCK) {
            return file.exists() ? (PollingMemory) file.read() : new PollingMemory();
        }
    }

    /** Must not be called from code that holds the lock of the queue for long: it writes to disk. */
    void update(Consumer<PollingMemory> change) throws IOException {
        synchronized (LOCK) {
            PollingMemory memory = read();
            change.accept(memory);
            file.write(memory);
        }
    }

    /** Changes what is kept, if a poll has kept anything. */
    void updateIfThere(Consumer<PollingMemory> change) throws IOException {
        synchronized (LOCK) {
            if (file.exists()) {
                update(change);
            }
        }
    }

    /** Replaces what cannot be read. */
    void replace(PollingMemory memory) throws IOException {
        synchronized (LOCK) {
            file.write(memory);
        }
    }

    void delete() throws IOException {
        synchronized (LOCK) {
            Files.deleteIfExists(file.getFile().toPath());
        }
    }
}
