package io.jenkins.plugins.gitlabgenericpackages.standin;

import static io.jenkins.plugins.gitlabgenericpackages.standin.RegistryCalls.PROJECT;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A GitLab that allows so many requests a minute. */
public class RequestLimitTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final RegistryCalls calls = new RegistryCalls();

    private Instant now = Instant.parse("2026-01-01T10:00:50Z");

    @Test
    public void aMinuteOfTheClockHasSoManyRequests() throws Exception {
        assertThat(header(calls.get(PROJECT), "RateLimit-Limit"), is(List.of()));
        calls.registry().options().requestsPerMinute(2, () -> now);
        assertThat(header(calls.get(PROJECT), "RateLimit-Remaining"), is(List.of("1")));
        assertThat(header(calls.get(PROJECT), "RateLimit-Remaining"), is(List.of("0")));
        HttpResponse<String> refused = calls.get(PROJECT);
        assertThat(refused.statusCode(), is(429));
        assertThat(refused.body(), is("Retry later\n"));
        assertThat(header(refused, "Retry-After"), is(List.of("10")));
        assertThat(header(refused, "RateLimit-Observed"), is(List.of("3")));
        assertThat(
                header(refused, "RateLimit-Reset"),
                is(List.of(String.valueOf(now.plusSeconds(10).getEpochSecond()))));
        now = now.plusSeconds(10);
        assertThat(calls.get(PROJECT).statusCode(), is(200));
    }

    private static List<String> header(HttpResponse<?> answer, String name) {
        return answer.headers().allValues(name);
    }
}
