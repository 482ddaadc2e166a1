package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.WaitingClock;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import java.time.Duration;
import java.time.Instant;

/**
 * How many files are under way at a time: a fixed number, or what the way and the server bear. The latter goes as TCP does
 * (RFC 5681), only faster at first, since a transfer is short: two more for each answer until the server refuses the first
 * time, then half as many, and from there one more for as many answers as there are files under way. It grows only while
 * waiting is what takes the time: an answer that comes at once is not waited for, and one that takes much longer than the
 * fastest waits in a queue that more files would make longer. Thread-safe.
 */
public final class ConcurrencyLimit {
    private static final int FIRST = 4;
    /** Each of them costs GitLab a request. */
    private static final int MOST_OF_ONE = 4;

    private static final Duration AT_ONCE = Duration.ofMillis(10);
    private static final int TOO_MANY_REQUESTS = 429;

    private final boolean automatic;
    private final WaitingClock clock;
    private final TransferListener listener;
    private double limit;
    private int files = RegistrySettings.MOST_PARALLEL;
    private int remaining = Integer.MAX_VALUE;
    private Duration fastest = Duration.ofDays(1);
    private Instant refused = Instant.MIN;
    private boolean told;

    /** @param parallel 0 for what the way and the server bear */
    public ConcurrencyLimit(int parallel, WaitingClock clock, TransferListener listener) {
        this.automatic = parallel == RegistrySettings.AUTOMATIC;
        this.limit = automatic ? FIRST : parallel;
        this.clock = clock;
        this.listener = listener;
    }

    /** Tells how many files there are at all. */
    synchronized void of(int files) {
        this.files = files;
    }

    /** Returns how many files may be under way now, at least one. */
    public synchronized int current() {
        return Math.max(1, Math.min(Math.min((int) limit, files), remaining));
    }

    /** Returns how many connections one file may have, at least one. */
    synchronized int connectionsOfOne() {
        int allowed = Math.min(automatic ? MOST_OF_ONE : (int) limit, MOST_OF_ONE);
        return Math.max(1, Math.min(allowed / Math.max(1, files), remaining));
    }

    /** Learns from the answer to a request for a file, or with one. */
    void learn(Response answer) {
        // GitLab tells it with each answer since 18.6, of the limit that leaves the least (rack_attack_headers.rb).
        String left = answer.header("RateLimit-Remaining").orElse("");
        learn(
                answer.status(),
                answer.waited(),
                left.matches("[0-9]{1,9}") ? Integer.parseInt(left) : Integer.MAX_VALUE);
    }

    /**
     * @param waited from the end of the request to the head of its answer
     * @param left how many further requests the server allows for now
     */
    synchronized void learn(int status, Duration waited, int left) {
        if (!automatic) {
            return;
        }
        int before = current();
        remaining = left;
        boolean refuses = status == TOO_MANY_REQUESTS || status >= 500;
        // Those that were under way together are refused together.
        if (refuses && clock.now().minus(waited).isAfter(refused)) {
            limit = Math.max(1, limit / 2);
            refused = clock.now();
        } else if (status < 300) {
            adapt(waited);
        }
        if (!told && current() < before && (refuses || left < before)) {
            told = true;
            String why = refuses ? "status " + status : left + " more requests are allowed now";
            listener.note("The server slows this down (" + why + "): " + current() + " at a time instead of " + before);
        }
    }

    private void adapt(Duration waited) {
        if (waited.compareTo(fastest) < 0) {
            fastest = waited.compareTo(AT_ONCE) > 0 ? waited : AT_ONCE;
        }
        if (waited.compareTo(fastest.multipliedBy(4)) > 0) {
            limit = Math.max(Math.min(limit, FIRST), limit - 1);
        } else if (waited.compareTo(AT_ONCE) > 0 && waited.compareTo(fastest.multipliedBy(2)) <= 0) {
            boolean neverRefused = refused.equals(Instant.MIN);
            limit = Math.min(RegistrySettings.MOST_PARALLEL, limit + (neverRefused ? 2 : 1 / limit));
        }
    }
}
