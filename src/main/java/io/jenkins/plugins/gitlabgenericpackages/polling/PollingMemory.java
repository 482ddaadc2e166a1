package io.jenkins.plugins.gitlabgenericpackages.polling;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.ListedPackages;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a job remembers from one poll to the next, also over a restart. Not thread-safe. */
final class PollingMemory {
    private static final int MOST_WAITING = 2000;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_ASKED_PAUSE = Duration.ofHours(1);
    private static final Duration KEPT_WITHOUT_TRIGGER = Duration.ofDays(30);

    /** More than that wait for what is wrong to be mended: the oldest do so no longer. */
    private static final int MOST_REFUSED = 100;

    /** A version that is to be built, until its build is seen. Not thread-safe. */
    static final class Started {
        /** No run of Jenkins has this name. */
        static final String NOT_QUEUED = "";

        private final NewVersion version;

        /** No build with a smaller number can be the one. */
        private final int firstBuild;

        private String session;

        /** @param session the run of Jenkins that queued it; an earlier one may have lost it when it was killed */
        Started(NewVersion version, int firstBuild, String session) {
            this.version = version;
            this.firstBuild = firstBuild;
            this.session = session;
        }

        NewVersion version() {
            return version;
        }

        int firstBuild() {
            return firstBuild;
        }

        boolean isQueued() {
            return !isOf(NOT_QUEUED);
        }

        boolean isOf(String asked) {
            return session.equals(asked);
        }

        void setSession(String session) {
            this.session = session;
        }
    }

    private String watched = "";
    private SeenIds seen = new SeenIds();
    private List<WaitingVersion> waiting = new ArrayList<>();
    private List<Started> started = new ArrayList<>();
    private int failures;
    private long pausedUntil;

    /** In milliseconds; 0 while the job has a trigger. */
    private long unwatchedSince;

    /** What an older version of this plugin did not write is as in a new memory. */
    private Object readResolve() {
        watched = Objects.requireNonNullElse(watched, "");
        seen = Objects.requireNonNullElseGet(seen, SeenIds::new);
        waiting = Objects.requireNonNullElseGet(waiting, ArrayList::new);
        started = Objects.requireNonNullElseGet(started, ArrayList::new);
        return this;
    }

    /** Returns whether it is about that package, by {@link Watch#identity}. */
    boolean isAbout(String identity) {
        return watched.equals(identity);
    }

    /** Starts anew: what is there now starts no build. */
    void begin(String identity, ListedPackages listed) {
        watched = identity;
        seen = SeenIds.of(listed);
        waiting.clear();
    }

    /** The job has no trigger; its next build may bring it back. */
    void unwatched(Instant now) {
        if (unwatchedSince == 0) {
            unwatchedSince = now.toEpochMilli();
        }
    }

    /** The job has a trigger. What was left alone for too long starts anew: nobody waits for all that came since. */
    void watched(Instant now) {
        if (unwatchedSince != 0 && now.toEpochMilli() - unwatchedSince > KEPT_WITHOUT_TRIGGER.toMillis()) {
            watched = "";
        }
        unwatchedSince = 0;
    }

    SeenIds seen() {
        return seen;
    }

    /** Returns those that are not complete, the ones that were looked at longest ago first. */
    List<WaitingVersion> waiting() {
        return List.copyOf(waiting);
    }

    /** Returns those that are not complete, the ones that were created last first. */
    List<WaitingVersion> waitingNewestFirst() {
        return waiting.stream().sorted(WaitingVersion.OLDEST_FIRST.reversed()).toList();
    }

    /** Returns the one that had to make room for it. */
    Optional<WaitingVersion> await(WaitingVersion version) {
        waiting.add(version);
        if (waiting.size() <= MOST_WAITING) {
            return Optional.empty();
        }
        WaitingVersion oldest =
                waiting.stream().min(WaitingVersion.OLDEST_FIRST).orElseThrow();
        waiting.remove(oldest);
        return Optional.of(oldest);
    }

    void moveToTheEnd(WaitingVersion version) {
        waiting.remove(version);
        waiting.add(version);
    }

    void drop(WaitingVersion version) {
        waiting.remove(version);
    }

    /** Takes what a poll found from its copy of this memory; builds may have been seen meanwhile. */
    void takeOver(PollingMemory polled) {
        watched = polled.watched;
        seen = polled.seen;
        waiting = polled.waiting;
        failures = polled.failures;
        pausedUntil = polled.pausedUntil;
    }

    List<Started> started() {
        return List.copyOf(started);
    }

    /** Returns the one that had to make room for it. */
    Optional<Started> start(Started version) {
        started.add(version);
        List<Started> refused =
                started.stream().filter(each -> !each.isQueued()).toList();
        if (refused.size() <= MOST_REFUSED) {
            return Optional.empty();
        }
        started.remove(refused.get(0));
        return Optional.of(refused.get(0));
    }

    boolean isStarted(long id) {
        return started.stream().anyMatch(each -> each.version().getId() == id);
    }

    /** Its build is seen, or not wanted. */
    void handled(long id) {
        started.removeIf(each -> each.version().getId() == id);
    }

    void setSession(long id, String session) {
        started.stream().filter(each -> each.version().getId() == id).forEach(each -> each.setSession(session));
    }

    boolean isPaused(Instant now) {
        return now.toEpochMilli() < pausedUntil;
    }

    Instant pausedUntil() {
        return Instant.ofEpochMilli(pausedUntil);
    }

    /** Ends the pause; also when somebody may have mended what failed. */
    void succeeded() {
        failures = 0;
        pausedUntil = 0;
    }

    /**
     * Pauses, from the second failure in a row on, and longer after each.
     *
     * @param asked how long the server asks to be left alone
     */
    void failed(Instant now, Duration asked) {
        failures++;
        Duration grown = failures == 1
                ? Duration.ZERO
                : min(Duration.ofMinutes(1L << Math.min(failures - 1, 10)), LONGEST_PAUSE);
        Instant own = now.truncatedTo(ChronoUnit.MINUTES).plus(grown);
        Instant wanted = now.plus(min(asked, LONGEST_ASKED_PAUSE));
        pausedUntil = Math.max(own.toEpochMilli(), wanted.toEpochMilli());
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
