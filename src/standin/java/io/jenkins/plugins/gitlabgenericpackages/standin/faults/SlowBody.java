package io.jenkins.plugins.gitlabgenericpackages.standin.faults;

import java.io.IOException;
import java.io.InputStream;

/** Makes the test double receive or send a body at about some speed, in slices. */
final class SlowBody extends Effect {
    private static final int SLICES_PER_SECOND = 20;

    private final long sliceBytes;

    SlowBody(long bytesPerSecond) {
        sliceBytes = Math.max(1, bytesPerSecond / SLICES_PER_SECOND);
    }

    @Override
    public InputStream spoil(InputStream body) {
        return new FaultyBody(body) {
            private long leftOfSlice;

            @Override
            int readOn(byte[] buffer, int offset, int length) throws IOException, InterruptedException {
                if (position() == 0) {
                    gate.reach();
                }
                if (leftOfSlice == 0) {
                    gate.pause(1000 / SLICES_PER_SECOND);
                    leftOfSlice = sliceBytes;
                }
                int count = in.read(buffer, offset, (int) Math.min(length, leftOfSlice));
                leftOfSlice -= Math.max(0, count);
                return count;
            }
        };
    }
}
