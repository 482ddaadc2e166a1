package io.jenkins.plugins.gitlabgenericpackages.standin.faults;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.ConnectionDropped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Makes the test double do something wrong at one byte of a body that it receives or sends. */
final class SpoilBody extends Effect {
    /** What goes wrong. */
    enum How {
        DROP,
        STALL,
        TRUNCATE,
        CORRUPT
    }

    private final How how;
    private final long at;

    SpoilBody(How how, long at) {
        this.how = how;
        this.at = at;
    }

    @Override
    public long sizeOf(long storedSize) {
        if (how != How.TRUNCATE) {
            return storedSize;
        }
        gate.reach();
        return Math.min(at, storedSize);
    }

    @Override
    public InputStream spoil(InputStream body) {
        return new FaultyBody(body) {
            private boolean met;

            @Override
            int readOn(byte[] buffer, int offset, int length) throws IOException, InterruptedException {
                boolean here = position() == at && !met;
                if (here) {
                    met = true;
                    if (isEndedAt(in)) {
                        return -1;
                    }
                }
                long untilFault = position() < at ? at - position() : length;
                int count = in.read(buffer, offset, (int) Math.min(length, untilFault));
                if (here && count > 0 && how == How.CORRUPT) {
                    buffer[offset] ^= 1;
                    gate.reach();
                }
                return count;
            }
        };
    }

    private boolean isEndedAt(InputStream body) throws IOException, InterruptedException {
        if (how == How.CORRUPT) {
            // The byte comes with the next read.
            return false;
        }
        gate.reach();
        switch (how) {
            case DROP -> throw new ConnectionDropped();
            case STALL -> gate.hold();
            default -> body.transferTo(OutputStream.nullOutputStream());
        }
        return how == How.TRUNCATE;
    }
}
