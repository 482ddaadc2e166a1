package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** One status for all that no second attempt changes. */
public class FinalStatusTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void anUploadFailsAtOnce() throws Exception {
        handoff.write("f", 5_000_000);
        handoff.fault(Fault.status(403), Route.UPLOAD);
        assertSaid(message(() -> handoff.upload(one("f"))), "Failed to upload f at ");
        assertEquals(1, handoff.requests(Route.UPLOAD));
        // The refusal came before the body was sent.
        assertEquals(0, handoff.registry().requests().of(Route.UPLOAD).get(0).bodyBytes());
        assertEquals(List.of(), handoff.stored());
    }

    @Test
    public void aDownloadFailsAtOnce() throws Exception {
        handoff.store("f", "x");
        handoff.fault(Fault.status(403), Route.DOWNLOAD);
        assertSaid(message(() -> handoff.download(one("f"))), "Failed to download f at ");
        assertEquals(1, handoff.requests(Route.DOWNLOAD));
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void aBreakBeforeItDoesNotHideIt() throws Exception {
        handoff.store("f", Handoff.noise(300_000));
        handoff.fault(Fault.dropInBody(100_000), Route.DOWNLOAD);
        handoff.fault(Fault.status(403), Route.DOWNLOAD);
        String message = message(() -> handoff.download(all("in")));
        assertThat(message, allOf(containsString("status 403"), containsString("(2 attempts)")));
        assertEquals(List.of(), handoff.tree());
    }

    private void assertSaid(String message, String what) {
        assertThat(
                message,
                allOf(
                        containsString(what),
                        containsString("status 403: "),
                        containsString("role or scope is too low")));
        assertEquals(List.of(), handoff.clock.waits());
        assertEquals(List.of(), handoff.events.retries());
    }
}
