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
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The part of a download that has arrived, in a temporary file beside its target, with its digests so far. Closing it
 * deletes the file, unless it was moved into place or somebody goes on with it. Not thread-safe.
 */
public final class PartFile implements Closeable {
    private static final int MOST_TRIES = 5;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

    private final Target target;
    private final Path part;
    private final BooleanSupplier kept;
    private final boolean withMd5;
    private final FileChannel channel;
    private FileDigest digest;
    private long length;

    /** Passes time. */
    public interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    /** There is no room for what comes: other files need not be fetched. */
    public static final class FullDiskException extends RegistryException {
        private static final long serialVersionUID = 1L;

        public FullDiskException(RegistryException notWritten) {
            super(notWritten.getMessage(), notWritten.getCause());
        }
    }

    /**
     * Opens the file of that id for the target, or makes it. What is in it counts only after {@link #takeOver}.
     *
     * @param kept tells in the end whether somebody goes on with it
     * @param withMd5 whether the MD5 is wanted too
     */
    public PartFile(Target target, UUID id, BooleanSupplier kept, boolean withMd5) throws IOException {
        this.target = target;
        this.part = target.folder().resolve(Leftovers.part(id));
        this.kept = kept;
        this.withMd5 = withMd5;
        try {
            channel = FileChannel.open(
                    part,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException e) {
            throw notWritten(e);
        }
        this.digest = new FileDigest(OptionalLong.empty(), withMd5);
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
        ByteBuffer buffer = ByteBuffer.wrap(digest.buffer(), 0, count);
        digest.update(count);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            RegistryException failure = notWritten(e);
            throw hasRoom(count) ? failure : new FullDiskException(failure);
        }
        length += count;
    }

    /** Forgets what has arrived, for the whole that comes now. Its size is told where it is known. */
    public void restart(OptionalLong size) throws IOException {
        channel.truncate(0);
        digest.close();
        digest = new FileDigest(size, withMd5);
        length = 0;
    }

    /** Returns what has arrived, digested; more can be appended afterwards only after {@link #restart}. */
    public FileContent content() throws InterruptedException {
        return digest.content();
    }

    /**
     * Gives it its name. On Windows another program may have the file open that is to be replaced, a virus scanner for
     * a moment: then it is tried a few times more.
     *
     * @param pause passes the time in between, 1 s together
     */
    public void moveIntoPlace(Pause pause) throws IOException, InterruptedException {
        for (int tries = 1; !isInPlace(tries == MOST_TRIES); tries++) {
            pause.sleep(BETWEEN_TRIES);
        }
    }

    /** @param last whether it is tried no more */
    private boolean isInPlace(boolean last) throws IOException {
        try {
            target.take(part, channel);
            return true;
        } catch (RegistryException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            boolean mayBeOpen =
                    e instanceof FileSystemException && !target.isWrittenInto() && Files.exists(target.path());
            if (!mayBeOpen) {
                throw notWritten(e);
            }
            if (last) {
                throw new RegistryException(
                        notWritten(e).getMessage() + ". Is the file there read-only, or open in another program?", e);
            }
            return false;
        }
    }

    /** The system's own words for a full disk depend on its language. */
    private boolean hasRoom(int count) {
        try {
            return Files.getFileStore(part).getUsableSpace() >= count;
        } catch (IOException e) {
            return true;
        }
    }

    private RegistryException notWritten(IOException e) {
        return new RegistryException("Failed to write " + target.path() + ": " + RegistryException.localReason(e), e);
    }

    @Override
    public void close() throws IOException {
        digest.close();
        channel.close();
        if (!kept.getAsBoolean()) {
            Leftovers.delete(part);
        }
    }
}
