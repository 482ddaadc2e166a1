package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.Closeable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Computes the digests of a file beside the sending or receiving of its bytes. They stay in a few buffers that go round:
 * one thread fills a buffer, hands it over, and may still read from it until it asks for the next. What fits into one
 * buffer is digested without another thread.
 */
public final class ParallelDigest implements Closeable {
    /**
     * Half of it cost a twentieth of a fast download, for waking the other thread twice as often. A little less than 512
     * KiB: Java's collector G1 gives larger arrays a MiB each.
     */
    private static final int BUFFER = 496 * 1024;

    private static final int BUFFERS = 3;

    private final int bufferSize;
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
    private final DigestLane sha256 = new DigestLane(Sha256.newDigest(), free::add);
    private final Optional<DigestLane> md5;
    private byte[] current;
    private int buffers;
    private long length;

    /**
     * @param size of the whole, where it is known
     * @param withMd5 whether the MD5 is wanted too, as far as Java has it
     */
    public ParallelDigest(OptionalLong size, boolean withMd5) {
        this.bufferSize = (int) Math.max(1, Math.min(size.orElse(BUFFER), BUFFER));
        this.md5 = withMd5 ? newMd5().map(digest -> new DigestLane(digest, free::add)) : Optional.empty();
    }

    /** Returns nothing where Java has no MD5, as in FIPS mode. */
    private static Optional<MessageDigest> newMd5() {
        try {
            return Optional.of(MessageDigest.getInstance("MD5"));
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }

    /** Returns a buffer to fill, once one is free; the same again if nothing was handed over since. */
    public byte[] buffer() throws InterruptedException {
        if (current == null) {
            current = free.poll();
        }
        if (current == null) {
            current = buffers++ < BUFFERS ? new byte[bufferSize] : free.take();
        }
        return current;
    }

    /** Takes over the first bytes of what {@link #buffer} returned. */
    public void update(int count) {
        DigestLane.Piece piece = new DigestLane.Piece(current, count, new AtomicInteger(md5.isPresent() ? 2 : 1));
        lanes().forEach(lane -> lane.add(piece));
        length += count;
        current = null;
    }

    /** Waits until all is digested, and returns what it was. Nothing can be added afterwards; can be called once. */
    public FileContent content() throws InterruptedException {
        Sha256 all = Sha256.of(sha256.await());
        return new FileContent(
                length, all, md5.isPresent() ? HexFormat.of().formatHex(md5.get().await().digest()) : null);
    }

    private Stream<DigestLane> lanes() {
        return Stream.concat(Stream.of(sha256), md5.stream());
    }

    @Override
    public void close() {
        lanes().forEach(DigestLane::close);
    }
}
