package io.jenkins.plugins.gitlabgenericpackages.client.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A body of equal bytes that notes how far it was asked for. */
final class Bytes implements RequestBody {
    /** More than the buffers of both ends of a connection hold, so that sending it needs a reader. */
    static final long MORE_THAN_BUFFERS = 256L << 20;

    private static final int PIECE = 64 * 1024;

    private final long length;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicInteger times = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();

    Bytes(long length) {
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        times.incrementAndGet();
        byte[] piece = new byte[PIECE];
        for (long left = length; left > 0; left -= PIECE) {
            int n = (int) Math.min(PIECE, left);
            out.write(piece, 0, n);
            written.addAndGet(n);
            begun.countDown();
        }
    }

    /** Waits until the first bytes are on their way. */
    void awaitBegin() throws InterruptedException {
        begun.await();
    }

    /** Returns how often sending it was begun. */
    int times() {
        return times.get();
    }

    long written() {
        return written.get();
    }
}
