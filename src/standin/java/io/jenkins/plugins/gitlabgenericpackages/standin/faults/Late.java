package io.jenkins.plugins.gitlabgenericpackages.standin.faults;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Makes the test double receive or send a body later, as one that is far away. */
final class Late extends Effect {
    private final Duration delay;

    Late(Duration delay) {
        this.delay = delay;
    }

    @Override
    public InputStream spoil(InputStream body) {
        return new FaultyBody(body) {
            @Override
            int readOn(byte[] buffer, int offset, int length) throws IOException, InterruptedException {
                if (position() == 0) {
                    gate.reach();
                    gate.pause(delay.toMillis());
                }
                return in.read(buffer, offset, length);
            }
        };
    }
}
