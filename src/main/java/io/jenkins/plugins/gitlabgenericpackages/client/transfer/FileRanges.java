package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FreeSpace;
import io.jenkins.plugins.gitlabgenericpackages.client.files.Leftovers;
import io.jenkins.plugins.gitlabgenericpackages.client.files.Target;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The rest of a large file that comes slowly, in ranges: the first connection goes on where it is, and a few more fetch what
 * lies behind. Many storages limit each connection, not all of them together. The bytes are handed out in order, so that
 * digest, resumption and verification are those of one connection; a range that does not come is asked for once more. Used by
 * one thread.
 */
final class FileRanges implements Closeable {
    private static final long PROBE = 32 << 20;

    /** For less, further requests are not worth it. */
    private static final long LEAST = 256 << 20;

    /** Bytes a second: slower than a network of 1 Gbit/s lets one connection be. */
    private static final long FAST = 100 << 20;

    private final Session session;
    private final PackageFile file;
    private final Target target;
    private final long probe;
    private final long least;
    private final List<FileRange> ranges = new ArrayList<>();
    private Duration waited;
    private long from;
    private boolean decided;
    private boolean used;
    private long end = -1;

    /** Whether the present answer was given up, since a range brings what comes next. */
    private boolean answerClosed;

    private boolean hasGap;

    FileRanges(Session session, PackageFile file, Target target) {
        this(session, file, target, PROBE, LEAST);
    }

    /**
     * @param probe how many bytes show how fast they come
     * @param least how many have to be left
     */
    FileRanges(Session session, PackageFile file, Target target, long probe, long least) {
        this.session = session;
        this.file = file;
        this.target = target;
        this.probe = probe;
        this.least = least;
    }

    /** Begins to look at how fast the bytes come of an answer. Whether they helped or not, ranges are used once. */
    void begin(long position) throws IOException {
        drop(FileRange::hasFailed);
        waited = Duration.ZERO;
        from = position;
        decided = used;
        answerClosed = false;
        hasGap = false;
    }

    /**
     * Decides once whether further connections are to help.
     *
     * @param position how many bytes have arrived
     * @param total how many bytes the file has
     * @param validator by what a server knows the file
     */
    void arrived(long position, long total, String validator) {
        if (decided || position - from < probe) {
            return;
        }
        decided = true;
        int connections = session.concurrency().connectionsOfOne();
        long rest = total - position;
        boolean slow = (position - from) * 1000 / FAST < waited.toMillis();
        boolean hasRoom = FreeSpace.in(target.folder()) > 2 * rest;
        if (slow && rest >= least && connections > 1 && hasRoom) {
            session.listener()
                    .note(file.name() + " comes slowly, after " + waited.toSeconds() + " s only " + (position >> 20)
                            + " MiB: " + connections + " connections fetch the rest");
            split(position, total, validator, rest / connections);
        }
    }

    private void split(long position, long total, String validator, long length) {
        used = true;
        end = total;
        for (long first = position + length; total - first >= length; first += length) {
            long last = total - first < 2 * length ? total - 1 : first + length - 1;
            try {
                ranges.add(new FileRange(session, file, validator, first, last, total, temporary()));
            } catch (IOException e) {
                // The first connection goes on, or there is a gap behind the last range.
                return;
            }
            ranges.get(ranges.size() - 1).start();
        }
    }

    private FileChannel temporary() throws IOException {
        return FileChannel.open(
                target.folder().resolve(Leftovers.part(UUID.randomUUID())),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /**
     * Reads what comes next.
     *
     * @param in brings the bytes at that position, and all that follow; is closed where they are not needed
     * @return how many bytes, or less than 0 at the end or at a {@linkplain #hasGap gap}
     */
    int read(long position, byte[] buffer, InputStream in) throws IOException, InterruptedException {
        drop(range -> range.last() < position || range.first() >= position && range.hasFailed());
        if (position == end) {
            return -1;
        }
        if (ranges.isEmpty() || position < ranges.get(0).first()) {
            if (answerClosed) {
                // What of it is in memory belongs to another position.
                hasGap = true;
                return -1;
            }
            long most = ranges.isEmpty() ? buffer.length : ranges.get(0).first() - position;
            Instant start = session.retry().now();
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, most));
            // Not the time that digest and disk of this machine take: no further connection would save it.
            waited = waited.plus(Duration.between(start, session.retry().now()));
            return n;
        }
        FileRange next = ranges.get(0);
        if (!next.hasBegun()) {
            // The answer that is being read has all of it, too.
            return read(position, buffer, in);
        }
        in.close();
        answerClosed = true;
        int n = next.read(position, buffer);
        hasGap = n < 0;
        return n;
    }

    /**
     * Returns whether nobody brings the bytes that are next. They are to be asked for by a request of their own, which is no
     * retry: one connection alone would have brought them. Each gap is one range less.
     */
    boolean hasGap() {
        return hasGap;
    }

    private void drop(Predicate<FileRange> which) throws IOException {
        for (FileRange range : ranges.stream().filter(which).toList()) {
            ranges.remove(range);
            range.failure()
                    .ifPresent(failure -> session.listener()
                            .note("A further connection did not bring its part of " + file.name()
                                    + ", which is fetched in another way: " + failure));
            range.close();
        }
    }

    /** Gives up what the ranges brought: the file is done, or another one. */
    @Override
    public void close() throws IOException {
        end = -1;
        drop(range -> true);
    }
}
