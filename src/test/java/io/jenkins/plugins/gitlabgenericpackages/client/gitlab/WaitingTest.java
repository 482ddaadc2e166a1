package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.InstantClock;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class WaitingTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void aTransferWaitsAsTheServerAsks() throws Exception {
        handoff.write("f", 1000);
        handoff.store("g", "x");
        long reset = InstantClock.START.getEpochSecond() + 45;
        handoff.fault(Fault.tooManyRequests().header("RateLimit-Reset", "" + reset), Route.UPLOAD);
        handoff.fault(Fault.html(503).header("Retry-After", "90"), Route.DOWNLOAD);
        handoff.upload(one("f"));
        handoff.download(one("g"));
        assertEquals(List.of(Duration.ofSeconds(45), Duration.ofSeconds(90)), handoff.clock.waits());
        assertThat(handoff.events.retries().get(0), containsString("status 429: Retry later"));
        assertThat(handoff.events.retries().get(0), containsString("PT45S"));
    }
}
