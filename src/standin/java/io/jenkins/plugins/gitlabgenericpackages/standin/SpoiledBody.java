package io.jenkins.plugins.gitlabgenericpackages.standin;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** A body with a fault in it, on its way in or out of the test double. Used by the connection's thread only. */
final class SpoiledBody extends FilterInputStream {
    private static final int SLICES_PER_SECOND = 20;

    private final Fault fault;
    private long position;
    private boolean met;
    /** Bytes that may still be read before the next pause, when slow. */
    private long allowed;

    SpoiledBody(InputStream body, Fault fault) {
        super(body);
        this.fault = fault;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return fault.kind() == FaultKind.SLOW
                    ? readSlowly(buffer, offset, length)
                    : readToFault(buffer, offset, length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private int readSlowly(byte[] buffer, int offset, int length) throws IOException, InterruptedException {
        if (!met) {
            met = true;
            fault.gate().reach();
        }
        if (allowed == 0) {
            fault.gate().pause(1000 / SLICES_PER_SECOND);
            allowed = Math.max(1, fault.at() / SLICES_PER_SECOND);
        }
        int count = super.read(buffer, offset, (int) Math.min(length, allowed));
        allowed -= Math.max(0, count);
        return count;
    }

    private int readToFault(byte[] buffer, int offset, int length) throws IOException, InterruptedException {
        if (position == fault.at() && !met) {
            met = true;
            switch (fault.kind()) {
                case DROP_IN_BODY -> {
                    fault.gate().reach();
                    throw new ConnectionDropped();
                }
                case STALL_IN_BODY -> {
                    fault.gate().reach();
                    fault.gate().hold();
                }
                case TRUNCATE -> {
                    fault.gate().reach();
                    in.transferTo(OutputStream.nullOutputStream());
                    return -1;
                }
                default -> {
                    // the byte to corrupt comes with the next read
                }
            }
        }
        long untilFault = position < fault.at() ? fault.at() - position : length;
        int count = super.read(buffer, offset, (int) Math.min(length, untilFault));
        if (count > 0 && position == fault.at() && fault.kind() == FaultKind.CORRUPT) {
            buffer[offset] ^= 1;
            fault.gate().reach();
        }
        position += Math.max(0, count);
        return count;
    }
}
