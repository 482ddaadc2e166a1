package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** {@link WaitingClock#SYSTEM}. */
public class SystemClockTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void itsTimeIsTheTime() {
        Instant before = Instant.now();
        Instant now = WaitingClock.SYSTEM.now();
        assertFalse(now.isBefore(before));
        assertFalse(now.isAfter(Instant.now()));
    }

    @Test
    public void itsWaitEndsWithAnInterruption() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> WaitingClock.SYSTEM.sleep(Duration.ofHours(1)));
    }
}
