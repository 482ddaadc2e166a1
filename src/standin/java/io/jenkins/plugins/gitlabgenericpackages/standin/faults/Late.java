package io.jenkins.plugins.gitlabgenericpackages.standin.faults;

import java.io.IOException;
import java.time.Duration;

/** Makes the test double answer as one that is far away. */
final class Late extends Effect {
    private final Duration delay;

    Late(Duration delay) {
        this.delay = delay;
    }

    @Override
    public void beforeAnswer() throws IOException, InterruptedException {
        gate.reach();
        gate.pause(delay.toMillis());
    }
}
