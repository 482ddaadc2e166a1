package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.Closeable;
import java.security.MessageDigest;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Computes a digest in a thread of its own, beside the sending or receiving of the bytes. They stay in a few buffers
 * that go round: one thread fills a buffer, hands it over, and may still read from it until it asks for the next.
 * What fits into one buffer is hashed without another thread.
 */
public final class ParallelDigest implements Closeable {
    private static final int BUFFER = 256 * 1024;
    private static final int BUFFERS = 4;
    private static final Piece END = new Piece(new byte[0], 0);

    private final int bufferSize;
    private final MessageDigest digest = Sha256.newDigest();
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<Piece> filled = new ArrayBlockingQueue<>(BUFFERS + 1);
    private byte[] current;
    private int buffers;
    private Thread thread;

    private record Piece(byte[] bytes, int length) {}

    /** @param size of the whole, where it is known */
    public ParallelDigest(OptionalLong size) {
        this.bufferSize = (int) Math.max(1, Math.min(size.orElse(BUFFER), BUFFER));
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
    public void update(int length) throws InterruptedException {
        if (thread == null && !filled.isEmpty()) {
            thread = new Thread(this::hash, "gitlab-packages-digest");
            thread.setDaemon(true);
            thread.start();
        }
        filled.put(new Piece(current, length));
        current = null;
    }

    /** Waits until all is hashed, and returns the digest. Nothing can be added afterwards. */
    public Sha256 sha256() throws InterruptedException {
        filled.put(END);
        if (thread == null) {
            hash();
        } else {
            thread.join();
        }
        return Sha256.of(digest);
    }

    private void hash() {
        try {
            for (Piece piece; (piece = filled.take()) != END; ) {
                digest.update(piece.bytes(), 0, piece.length());
                free.put(piece.bytes());
            }
        } catch (InterruptedException e) {
            // Closed: nobody wants the digest any more.
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
