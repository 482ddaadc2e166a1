package io.jenkins.plugins.gitlabgenericpackages.standin.http;

import java.time.InstantSource;

/**
 * GitLab's limit of requests, as the test double has it: so many in each minute of the clock, however soon they come
 * (lib/gitlab/rack_attack.rb). Each answer tells how many are left (since 18.6). Thread-safe.
 */
public final class RequestLimit {
    /** A GitLab without a limit, which tells nothing of one. */
    public static final RequestLimit NONE = new RequestLimit(Integer.MAX_VALUE, InstantSource.system());

    private static final int PERIOD = 60;

    private final int limit;
    private final InstantSource clock;
    private long minute;
    private int observed;

    /** @param limit requests a minute */
    public RequestLimit(int limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** What a request finds that counts: what is left after it, and when the minute ends. */
    public record State(int limit, int observed, long now) {
        /** @throws Refusal if it is one too many */
        public void check() throws Refusal {
            if (observed > limit) {
                Answer refused = Answer.of(429, "text/plain", "Retry later\n").with("Retry-After", reset() - now);
                throw new Refusal(tellIn(refused));
            }
        }

        public Answer tellIn(Answer answer) {
            if (limit == NONE.limit) {
                return answer;
            }
            return answer.with("RateLimit-Name", "throttle_authenticated_packages_api")
                    .with("RateLimit-Limit", limit)
                    .with("RateLimit-Observed", observed)
                    .with("RateLimit-Remaining", Math.max(0, limit - observed))
                    .with("RateLimit-Reset", reset());
        }

        private long reset() {
            return now - now % PERIOD + PERIOD;
        }
    }

    public synchronized State count() {
        long now = clock.instant().getEpochSecond();
        if (now / PERIOD != minute) {
            minute = now / PERIOD;
            observed = 0;
        }
        return new State(limit, ++observed, now);
    }
}
