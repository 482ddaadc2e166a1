package io.jenkins.plugins.gitlabgenericpackages.client.files;

import java.io.Closeable;
import java.security.MessageDigest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One digest of the bytes that pass, from the second piece on computed in a thread of its own. For one thread that adds;
 * how many pieces wait here is bounded by who makes them.
 */
final class DigestLane implements Closeable {
    private static final Piece END = new Piece(new byte[0], 0, new AtomicInteger());

    private final MessageDigest digest;
    private final Consumer<byte[]> free;
    private final BlockingQueue<Piece> filled = new LinkedBlockingQueue<>();
    private Thread thread;

    /**
     * @param bytes of which the first are meant
     * @param lanes how many have not digested it yet
     */
    record Piece(byte[] bytes, int length, AtomicInteger lanes) {}

    /** @param free takes the bytes of a piece that every lane has digested */
    DigestLane(MessageDigest digest, Consumer<byte[]> free) {
        this.digest = digest;
        this.free = free;
    }

    void add(Piece piece) {
        if (thread == null && !filled.isEmpty()) {
            thread = new Thread(this::digestUntilClosed, "gitlab-packages-digest");
            thread.setDaemon(true);
            thread.start();
        }
        filled.add(piece);
    }

    /** Waits until all is digested. Nothing can be added afterwards. */
    MessageDigest await() throws InterruptedException {
        filled.add(END);
        if (thread == null) {
            digest();
        } else {
            thread.join();
        }
        return digest;
    }

    private void digestUntilClosed() {
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
                free.accept(piece.bytes());
            }
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
