package io.jenkins.plugins.gitlabgenericpackages.cli;

import java.time.Instant;
import java.util.Optional;

/** How points in time are written. */
final class Times {
    private Times() {}

    /** Returns the time in ISO 8601, in UTC; empty where GitLab told none. */
    static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("");
    }
}
