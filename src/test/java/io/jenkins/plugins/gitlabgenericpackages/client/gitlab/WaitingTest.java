package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.InstantClock;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class WaitingTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Before
    public void file() throws Exception {
        handoff.write("f", 1000);
        handoff.store("g", "x");
    }

    @Test
    public void asLongAsTheServerAsksInSeconds() throws Exception {
        handoff.fault(Fault.tooManyRequests().header("Retry-After", "37"), Route.UPLOAD);
        handoff.fault(Fault.html(503).header("Retry-After", "90"), Route.DOWNLOAD);
        assertWaits(Duration.ofSeconds(37), Duration.ofSeconds(90));
        assertThat(handoff.events.retries().get(0), containsString("status 429: Retry later"));
        assertThat(handoff.events.retries().get(0), containsString("PT37S"));
    }

    @Test
    public void untilTheDateThatTheServerNames() throws Exception {
        handoff.fault(Fault.html(503).header("Retry-After", "Thu, 01 Jan 2026 00:02:00 GMT"), Route.UPLOAD);
        handoff.fault(Fault.html(503).header("Retry-After", "Thu, 01 Jan 2026 00:02:30 GMT"), Route.DOWNLOAD);
        assertWaits(Duration.ofSeconds(120), Duration.ofSeconds(30));
    }

    @Test
    public void untilTheRateLimitIsReset() throws Exception {
        long reset = InstantClock.START.getEpochSecond() + 45;
        handoff.fault(Fault.tooManyRequests().header("RateLimit-Reset", "" + reset), Route.UPLOAD);
        handoff.fault(
                Fault.tooManyRequests().header("RateLimit-Reset", "" + reset).header("Retry-After", "3"),
                Route.DOWNLOAD);
        assertWaits(Duration.ofSeconds(45), Duration.ofSeconds(3));
    }

    @Test
    public void aMomentWhenTheServersTimeIsOver() throws Exception {
        handoff.fault(Fault.tooManyRequests().header("RateLimit-Reset", "1000"), Route.UPLOAD);
        handoff.fault(Fault.html(503).header("Retry-After", "Thu, 01 Jan 2015 00:00:00 GMT"), Route.DOWNLOAD);
        assertWaits(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    public void notForHours() {
        handoff.fault(Fault.tooManyRequests().header("Retry-After", "7200").always(), Route.UPLOAD);
        assertThat(message(() -> handoff.upload(one("f"))), containsString("status 429"));
        assertEquals(List.of(), handoff.clock.waits());
    }

    @Test
    public void longerEachTimeUpToAMinute() {
        handoff.retries = 10;
        handoff.fault(Fault.status(503).always(), Route.UPLOAD);
        handoff.fault(Fault.drop().always(), Route.DOWNLOAD);
        message(() -> handoff.upload(one("f")));
        message(() -> handoff.download(one("g")));
        List<Duration> waits = handoff.clock.waits();
        assertEquals(20, waits.size());
        for (int i = 0; i < waits.size(); i++) {
            long most = Math.min(60_000, 1000L << (i % 10));
            long millis = waits.get(i).toMillis();
            assertTrue(millis + " of " + most, millis >= most / 2 && millis <= most);
        }
        assertEquals(20, handoff.events.retries().size());
    }

    @Test
    public void asAHeaderThatMakesNoSenseDoesNotSay() throws Exception {
        handoff.fault(Fault.tooManyRequests().header("Retry-After", "soon"), Route.UPLOAD);
        handoff.upload(one("f"));
        assertTrue(handoff.clock.waits().get(0).toMillis() <= 1000);
    }

    private void assertWaits(Duration up, Duration down) throws Exception {
        handoff.upload(one("f"));
        handoff.download(one("g"));
        assertEquals(List.of(up, down), handoff.clock.waits());
    }
}
