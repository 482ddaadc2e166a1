package io.jenkins.plugins.gitlabgenericpackages.standin.faults;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A body with a fault in it, on its way in or out of the test double. Used by one thread only. */
abstract class FaultyBody extends FilterInputStream {
    private long position;

    FaultyBody(InputStream body) {
        super(body);
    }

    /** Reads from the true body, as the fault lets it. */
    abstract int readOn(byte[] buffer, int offset, int length) throws IOException, InterruptedException;

    /** Returns how many bytes were read so far. */
    long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = readOn(buffer, offset, length);
            position += Math.max(0, count);
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
