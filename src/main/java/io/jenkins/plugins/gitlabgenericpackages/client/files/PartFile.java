package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The part of a download that has arrived, in a temporary file beside its target, with its digests so far. Closing it
 * deletes the file, unless it was moved into place or somebody goes on with it. Not thread-safe.
 */
public final class PartFile implements Closeable {
    private final Path target;
    private final Path part;
    private final BooleanSupplier kept;
    private final FileChannel channel;
    private final boolean withMd5;
    private ParallelDigest digest;
    private FileContent content;
    private long length;
    private boolean moved;

    private PartFile(Path target, Path part, BooleanSupplier kept, boolean withMd5, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.kept = kept;
        this.withMd5 = withMd5;
        this.channel = channel;
        this.digest = new ParallelDigest(OptionalLong.empty(), withMd5);
    }

    /**
     * Makes a file that nobody will find again.
     *
     * @param withMd5 whether the MD5 is wanted too
     */
    public static PartFile beside(Path target, boolean withMd5) throws IOException {
        return open(target, UUID.randomUUID(), () -> false, withMd5, StandardOpenOption.CREATE_NEW);
    }

    /**
     * Opens the file of that id, or makes it. What is in it counts only after {@link #takeOver}.
     *
     * @param kept tells in the end whether somebody goes on with it
     * @param withMd5 whether the MD5 is wanted too
     */
    public static PartFile beside(Path target, UUID id, BooleanSupplier kept, boolean withMd5) throws IOException {
        return open(target, id, kept, withMd5, StandardOpenOption.CREATE);
    }

    private static PartFile open(Path target, UUID id, BooleanSupplier kept, boolean withMd5, OpenOption create)
            throws IOException {
        Path part = target.resolveSibling(Leftovers.part(id));
        try {
            FileChannel channel = FileChannel.open(
                    part, create, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            return new PartFile(target, part, kept, withMd5, channel);
        } catch (FileSystemException e) {
            throw notWritten(target, e);
        }
    }

    /** Returns how many bytes an earlier attempt has left. */
    public long left() throws IOException {
        return channel.size();
    }

    /** Takes what an earlier attempt has left for what has arrived. Reads it once, for the digest. */
    public void takeOver() throws IOException, InterruptedException {
        for (int n; (n = channel.read(ByteBuffer.wrap(digest.buffer()))) >= 0; length += n) {
            digest.update(n);
        }
    }

    public long length() {
        return length;
    }

    /** Returns a buffer to fill; {@link #append} takes what is in it. */
    public byte[] buffer() throws InterruptedException {
        return digest.buffer();
    }

    public void append(int count) throws IOException, InterruptedException {
        byte[] bytes = digest.buffer();
        digest.update(count);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw hasRoom(count) ? notWritten(target, e) : new FullDiskException(message(target, e), e);
        }
        length += count;
    }

    /** Forgets what has arrived, when nobody knows what comes next. */
    public void restart() throws IOException {
        restart(OptionalLong.empty());
    }

    /** @param size of the whole that comes now, where it is known */
    public void restart(OptionalLong size) throws IOException {
        channel.truncate(0);
        digest.close();
        digest = new ParallelDigest(size, withMd5);
        length = 0;
        content = null;
    }

    /** Returns what has arrived, digested; more can be appended afterwards only after {@link #restart()}. */
    public FileContent content() throws InterruptedException {
        if (content == null) {
            content = digest.content();
        }
        return content;
    }

    public void moveIntoPlace() throws IOException {
        channel.close();
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new RegistryException("There is a folder at " + target + ": the file cannot take its place");
        }
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw notWritten(target, e);
        }
        moved = true;
    }

    /** The system's own words for a full disk depend on its language. */
    private boolean hasRoom(int count) {
        try {
            return Files.getFileStore(part).getUsableSpace() >= count;
        } catch (IOException e) {
            return true;
        }
    }

    private static RegistryException notWritten(Path target, IOException e) {
        return new RegistryException(message(target, e), e);
    }

    private static String message(Path target, IOException e) {
        return "Failed to write " + target + ": " + RegistryException.localReason(e);
    }

    @Override
    public void close() throws IOException {
        digest.close();
        channel.close();
        if (!moved && !kept.getAsBoolean()) {
            Files.deleteIfExists(part);
        }
    }
}
