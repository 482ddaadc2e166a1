package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** One status for all that a second attempt may change. */
public class RetryableStatusTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void anUploadIsSentAgainUntilItSucceeds() throws Exception {
        byte[] bytes = handoff.write("f", 200_000);
        handoff.fault(Fault.html(503).times(2), Route.UPLOAD);
        handoff.upload(one("f"));
        assertEquals(3, handoff.requests(Route.UPLOAD));
        assertEquals(List.of("f"), handoff.storedNames());
        assertEquals(bytes.length, handoff.stored().get(0).size());
        assertTwoRetries("upload f");
    }

    @Test
    public void aDownloadIsAskedForAgainUntilItSucceeds() throws Exception {
        byte[] bytes = Handoff.noise(1000);
        handoff.store("f", bytes);
        handoff.fault(Fault.status(503).times(2), Route.DOWNLOAD);
        handoff.download(one("f"));
        assertEquals(3, handoff.requests(Route.DOWNLOAD));
        assertArrayEquals(bytes, handoff.read("f"));
        assertTwoRetries("download f");
    }

    @Test
    public void aListIsAskedForAgainUntilItSucceeds() throws Exception {
        handoff.store("f", "x");
        handoff.fault(Fault.status(503), Route.LIST_PACKAGES);
        handoff.fault(Fault.status(503), Route.LIST_FILES);
        handoff.download(all("in"));
        assertTwoRetries("list the ");
    }

    @Test
    public void retriesAreLimitedAndCounted() throws Exception {
        handoff.write("f", 200_000);
        handoff.store("g", "x");
        handoff.fault(Fault.status(503).always(), Route.UPLOAD);
        handoff.fault(Fault.status(503).always(), Route.DOWNLOAD);
        for (String message : List.of(
                message(() -> handoff.upload(one("f"), IfExists.ADD)), message(() -> handoff.download(one("g"))))) {
            assertThat(message, allOf(containsString("status 503"), containsString("(4 attempts)")));
        }
        assertEquals(4, handoff.requests(Route.UPLOAD));
        assertEquals(4, handoff.requests(Route.DOWNLOAD));
        assertEquals(6, handoff.clock.waits().size());
        assertEquals(List.of("f"), handoff.tree());
    }

    private void assertTwoRetries(String what) {
        assertEquals(2, handoff.clock.waits().size());
        assertEquals(2, handoff.events.retries().size());
        for (String retry : handoff.events.retries()) {
            assertThat(retry, allOf(containsString("retrying " + what), containsString("status 503")));
        }
    }
}
