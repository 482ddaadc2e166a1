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
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

@RunWith(Parameterized.class)
public class FinalStatusTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private final int status;
    private final String hint;

    public FinalStatusTest(int status, String hint) {
        this.status = status;
        this.hint = hint;
    }

    @Parameterized.Parameters(name = "{0}")
    public static List<Object[]> statuses() {
        return List.of(
                new Object[] {400, ""},
                new Object[] {401, "check that the token is right"},
                new Object[] {403, "role or scope is too low"},
                new Object[] {404, ""},
                new Object[] {405, "Is gitlabUrl the address of a GitLab?"},
                new Object[] {413, "client_max_body_size"});
    }

    @Test
    public void anUploadFailsAtOnce() throws Exception {
        handoff.write("f", 5_000_000);
        handoff.fault(Fault.html(status), Route.UPLOAD);
        assertSaid(message(() -> handoff.upload(one("f"))), "Failed to upload f at ");
        assertEquals(1, handoff.requests(Route.UPLOAD));
        // The refusal came before the body was sent.
        assertEquals(0, handoff.registry().requests().of(Route.UPLOAD).get(0).bodyBytes());
        assertEquals(List.of(), handoff.stored());
    }

    @Test
    public void aDownloadFailsAtOnce() throws Exception {
        handoff.store("f", "x");
        handoff.fault(Fault.status(status), Route.DOWNLOAD);
        assertSaid(message(() -> handoff.download(one("f"))), "Failed to download f at ");
        assertEquals(1, handoff.requests(Route.DOWNLOAD));
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void aBreakBeforeItDoesNotHideIt() throws Exception {
        handoff.store("f", Handoff.noise(300_000));
        handoff.fault(Fault.dropInBody(100_000), Route.DOWNLOAD);
        handoff.fault(Fault.status(status), Route.DOWNLOAD);
        String message = message(() -> handoff.download(all("in")));
        assertThat(message, allOf(containsString("status " + status), containsString("(2 attempts)")));
        assertEquals(List.of(), handoff.tree());
    }

    private void assertSaid(String message, String what) {
        assertThat(
                message, allOf(containsString(what), containsString("status " + status + ": "), containsString(hint)));
        assertEquals(List.of(), handoff.clock.waits());
        assertEquals(List.of(), handoff.events.retries());
    }
}
