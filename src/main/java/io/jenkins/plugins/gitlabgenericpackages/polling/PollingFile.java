package io.jenkins.plugins.gitlabgenericpackages.polling;

import com.thoughtworks.xstream.XStreamException;
import hudson.XmlFile;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.XStream2;
import java.io.File;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where a job keeps its {@link PollingMemory}: in its folder, beside its configuration and never in it. Thread-safe:
 * a poll reads it, asks GitLab, and then changes it in one step, so that builds that start meanwhile are not forgotten.
 * The lock is the job's own, which renaming and deletion take too: what is written goes where the job is by then, and
 * nowhere if it is gone.
 */
final class PollingFile {
    private static final XStream2 XSTREAM = new XStream2();

    static {
        XSTREAM.alias("polling", PollingMemory.class);
        XSTREAM.alias("waiting-version", WaitingVersion.class);
        XSTREAM.alias("started-version", PollingMemory.Started.class);
    }

    private final Job<?, ?> job;

    PollingFile(Job<?, ?> job) {
        this.job = job;
    }

    /** What happens to the folder of a job. */
    interface Change {
        void run() throws IOException;
    }

    private XmlFile file() {
        return new XmlFile(XSTREAM, new File(job.getRootDir(), "gitlab-generic-package-polling.xml"));
    }

    /** Another job may have its name by now, and with it its folder. */
    boolean isThere() {
        try (ACLContext asJenkins = ACL.as2(ACL.SYSTEM2)) {
            return job.getParent().getItem(job.getName()) == job
                    && job.getRootDir().isDirectory();
        }
    }

    /** Returns false, with nothing done, if the job is gone. */
    boolean ifThere(Change change) throws IOException {
        synchronized (job) {
            boolean there = isThere();
            if (there) {
                change.run();
            }
            return there;
        }
    }

    /** Returns a copy of what is kept; an empty memory before the first poll, and of a job that is gone. */
    PollingMemory read() throws IOException {
        synchronized (job) {
            PollingMemory memory = isThere() ? written() : new PollingMemory();
            CancelledBuilds.get().of(job).forEach(memory::handled);
            return memory;
        }
    }

    private PollingMemory written() throws IOException {
        XmlFile file = file();
        return file.exists() ? (PollingMemory) file.read() : new PollingMemory();
    }

    /**
     * Must not be called from code that holds the lock of the queue: it writes to disk what has changed.
     *
     * @return false if the job is gone
     */
    boolean update(Consumer<PollingMemory> change) throws IOException {
        return ifThere(() -> {
            Set<Long> cancelled = CancelledBuilds.get().of(job);
            PollingMemory memory = written();
            String before = XSTREAM.toXML(memory);
            cancelled.forEach(memory::handled);
            change.accept(memory);
            if (!XSTREAM.toXML(memory).equals(before)) {
                file().write(memory);
            }
            CancelledBuilds.get().written(job, cancelled);
        });
    }

    /** Changes what is kept, if a poll has kept anything. */
    void updateIfThere(Consumer<PollingMemory> change) throws IOException {
        synchronized (job) {
            if (!file().exists() || !update(change)) {
                CancelledBuilds.get().written(job, CancelledBuilds.get().of(job));
            }
        }
    }

    /** Returns whether it is the content that cannot be read, and not the disk or the memory that fails for now. */
    static boolean isDamage(Exception failure) {
        return failure instanceof RuntimeException
                || failure.getCause() instanceof XStreamException content
                        && Stream.<Throwable>iterate(content, Objects::nonNull, Throwable::getCause)
                                .noneMatch(IOException.class::isInstance);
    }

    /** Replaces what cannot be read. */
    void replace(PollingMemory memory) throws IOException {
        ifThere(() -> file().write(memory));
    }
}
