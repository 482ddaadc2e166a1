package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Computes the digests of a file beside the reading, sending or receiving of its bytes. They stay in a few buffers that
 * go round: one thread fills a buffer, hands it over, and may still read from it until it asks for the next. What fits
 * into one buffer is digested without another thread.
 */
public final class FileDigest implements Closeable {
    /**
     * Half of it cost a twentieth of a fast download, for waking the other thread twice as often. A little less than 512
     * KiB: Java's collector G1 gives larger arrays a MiB each.
     */
    private static final int BUFFER = 496 * 1024;

    private static final int BUFFERS = 3;
    private static final Piece END = new Piece(new byte[0], 0, new AtomicInteger());

    private final int bufferSize;
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);

    /** That of the SHA-256, then that of the MD5, if there is one. */
    private final List<Lane> lanes;

    private byte[] current;
    private int buffers;
    private long length;
    private FileContent content;

    /** Begins with a file of that size, where it is known. Its MD5 is computed if it is wanted and Java has it. */
    public FileDigest(OptionalLong size, boolean withMd5) {
        this.bufferSize = (int) Math.max(1, Math.min(size.orElse(BUFFER), BUFFER));
        Lane sha256 = new Lane(Sha256.newDigest());
        this.lanes = withMd5
                ? Stream.concat(Stream.of(sha256), newMd5().map(Lane::new)).toList()
                : List.of(sha256);
    }

    /** Returns nothing where Java has no MD5, as in FIPS mode. */
    private static Stream<MessageDigest> newMd5() {
        try {
            return Stream.of(MessageDigest.getInstance("MD5"));
        } catch (NoSuchAlgorithmException e) {
            return Stream.empty();
        }
    }

    /** Digests a file, which is read once. An interruption ends it within one read. */
    public static FileContent read(Path file, boolean withMd5) throws IOException, InterruptedException {
        try (InputStream in = Files.newInputStream(file);
                FileDigest digest = new FileDigest(OptionalLong.of(Files.size(file)), withMd5)) {
            for (int n; (n = in.read(digest.buffer())) >= 0; ) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                digest.update(n);
            }
            return digest.content();
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
        Piece piece = new Piece(current, count, new AtomicInteger(lanes.size()));
        lanes.forEach(lane -> lane.add(piece));
        length += count;
        current = null;
    }

    /** Waits until all is digested, and returns what it was. Nothing can be added afterwards. */
    public FileContent content() throws InterruptedException {
        if (content == null) {
            Sha256 sha256 = Sha256.of(lanes.get(0).await());
            String md5 = lanes.size() > 1
                    ? HexFormat.of().formatHex(lanes.get(1).await().digest())
                    : null;
            content = new FileContent(length, sha256, md5);
        }
        return content;
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }

    /** The first bytes of a buffer, and how many lanes have not digested them yet. */
    private record Piece(byte[] bytes, int length, AtomicInteger lanes) {}

    /** One digest, from the second piece on computed in a thread of its own. The buffers bound how many pieces wait. */
    private final class Lane implements Runnable {
        private final MessageDigest digest;
        private final BlockingQueue<Piece> filled = new LinkedBlockingQueue<>();
        private Thread thread;

        Lane(MessageDigest digest) {
            this.digest = digest;
        }

        void add(Piece piece) {
            if (thread == null && !filled.isEmpty()) {
                thread = new Thread(this, "gitlab-packages-digest");
                thread.setDaemon(true);
                thread.start();
            }
            filled.add(piece);
        }

        MessageDigest await() throws InterruptedException {
            filled.add(END);
            if (thread == null) {
                digest();
            } else {
                thread.join();
            }
            return digest;
        }

        @Override
        public void run() {
            try {
                digest();
            } catch (InterruptedException e) {
                // Nobody wants the digest any more.
            }
        }

        private void digest() throws InterruptedException {
            for (Piece piece; (piece = filled.take()) != END; ) {
                digest.update(piece.bytes(), 0, piece.length());
                if (piece.lanes().decrementAndGet() == 0) {
                    free.add(piece.bytes());
                }
            }
        }

        void close() {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
