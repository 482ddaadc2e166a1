package io.jenkins.plugins.gitlabgenericpackages.polling;

import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/** A version that is not complete, and what was seen of it. Times are in milliseconds. Not thread-safe. */
final class WaitingVersion {
    static final Comparator<WaitingVersion> OLDEST_FIRST =
            Comparator.comparing(WaitingVersion::version, NewVersion.OLDEST_FIRST);

    /** Files that are the same after less than this say nothing. */
    static final Duration SHORTEST = Duration.ofSeconds(30);

    /** One that waits for a day is looked at once an hour. */
    private static final int LOOKS_IN_ITS_AGE = 24;

    private final NewVersion version;
    private final long since;
    private long lookedAt;
    private String files = "";
    private String missing = "the next poll looks at it";

    WaitingVersion(NewVersion version, Instant since) {
        this.version = version;
        this.since = since.toEpochMilli();
    }

    NewVersion version() {
        return version;
    }

    /** Returns whether it is time for another look: the longer it waits, the longer that takes. */
    boolean isDue(Instant now) {
        long pause = Math.max(SHORTEST.toMillis(), (lookedAt - since) / LOOKS_IN_ITS_AGE);
        return lookedAt == 0 || lookedAt + pause <= now.toEpochMilli();
    }

    /** @param what is missing, for people */
    void lookedAt(Instant now, String what) {
        lookedAt = now.toEpochMilli();
        missing = what;
    }

    String missing() {
        return missing;
    }

    /** Returns whether these are the files of the look before, and keeps them for the next one. */
    boolean isUnchanged(String state) {
        boolean same = files.equals(state);
        files = state;
        return same;
    }
}
