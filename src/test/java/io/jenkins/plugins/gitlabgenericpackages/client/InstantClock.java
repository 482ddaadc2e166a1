package io.jenkins.plugins.gitlabgenericpackages.client;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.WaitingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock on which a wait takes no time and is remembered. Thread-safe. */
public final class InstantClock implements WaitingClock {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    @Override
    public Instant now() {
        return waits.stream().reduce(START, Instant::plus, (one, other) -> other);
    }

    @Override
    public void sleep(Duration duration) {
        waits.add(duration);
    }

    public List<Duration> waits() {
        return List.copyOf(waits);
    }
}
