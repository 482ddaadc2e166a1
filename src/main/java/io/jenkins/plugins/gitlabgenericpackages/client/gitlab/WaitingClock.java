package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import java.time.Duration;
import java.time.Instant;

/** The time, and the passing of it: tests put a clock here that does not wait. */
public interface WaitingClock {
    WaitingClock SYSTEM = new WaitingClock() {};

    default Instant now() {
        return Instant.now();
    }

    default void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }
}
