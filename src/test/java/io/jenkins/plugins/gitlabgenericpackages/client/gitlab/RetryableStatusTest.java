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
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

@RunWith(Parameterized.class)
public class RetryableStatusTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private final int status;

    public RetryableStatusTest(int status) {
        this.status = status;
    }

    @Parameterized.Parameters(name = "{0}")
    public static List<Integer> statuses() {
        return List.of(408, 425, 429, 500, 502, 503, 504);
    }

    @Test
    public void anUploadIsSentAgainUntilItSucceeds() throws Exception {
        byte[] bytes = handoff.write("f", 200_000);
        handoff.fault(Fault.html(status).times(2), Route.UPLOAD);
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
        handoff.fault(Fault.status(status).times(2), Route.DOWNLOAD);
        handoff.download(one("f"));
        assertEquals(3, handoff.requests(Route.DOWNLOAD));
        assertArrayEquals(bytes, handoff.read("f"));
        assertTwoRetries("download f");
    }

    @Test
    public void aListIsAskedForAgainUntilItSucceeds() throws Exception {
        handoff.store("f", "x");
        handoff.fault(Fault.status(status), Route.LIST_PACKAGES);
        handoff.fault(Fault.status(status), Route.LIST_FILES);
        handoff.download(all("in"));
        assertTwoRetries("list the ");
    }

    @Test
    public void retriesAreLimitedAndCounted() throws Exception {
        handoff.write("f", 200_000);
        handoff.store("g", "x");
        handoff.fault(Fault.status(status).always(), Route.UPLOAD);
        handoff.fault(Fault.status(status).always(), Route.DOWNLOAD);
        for (String message : List.of(
                message(() -> handoff.upload(one("f"), IfExists.ADD)), message(() -> handoff.download(one("g"))))) {
            assertThat(message, allOf(containsString("status " + status), containsString("(4 attempts)")));
        }
        assertEquals(4, handoff.requests(Route.UPLOAD));
        assertEquals(4, handoff.requests(Route.DOWNLOAD));
        assertEquals(6, handoff.clock.waits().size());
        assertEquals(List.of("f"), handoff.tree());
    }

    @Test
    public void withoutRetriesTheFirstAttemptIsTheLast() throws Exception {
        handoff.retries = 0;
        handoff.write("f", 1);
        handoff.fault(Fault.status(status), Route.UPLOAD);
        assertThat(message(() -> handoff.upload(one("f"))), containsString("status " + status));
        assertEquals(1, handoff.requests(Route.UPLOAD));
    }

    private void assertTwoRetries(String what) {
        assertEquals(2, handoff.clock.waits().size());
        assertEquals(2, handoff.events.retries().size());
        for (String retry : handoff.events.retries()) {
            assertThat(retry, allOf(containsString("retrying " + what), containsString("status " + status)));
        }
    }
}
