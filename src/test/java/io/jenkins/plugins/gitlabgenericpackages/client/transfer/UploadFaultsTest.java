package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class UploadFaultsTest {
    /** More than the buffers of a connection take. */
    private static final int LARGE = 24 << 20;

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Before
    public void files() throws Exception {
        handoff.write("small", 1000);
        handoff.write("large", LARGE);
    }

    @Test
    public void aConnectionDroppedBeforeTheBody() throws Exception {
        // The first on the connection that was used to look before: it may have been closed meanwhile, and counts for
        // none.
        handoff.fault(Fault.drop().times(2), Route.UPLOAD);
        assertArrives("large", 3, 1);
        handoff.fault(Fault.drop(), Route.UPLOAD);
        assertArrives("small", 5, 2);
    }

    @Test
    public void aConnectionDroppedInTheBody() throws Exception {
        handoff.fault(Fault.dropInBody(0).times(2), Route.UPLOAD);
        handoff.fault(Fault.dropInBody(1_000_000), Route.UPLOAD);
        handoff.fault(Fault.dropInBody(LARGE - 1), Route.UPLOAD);
        assertArrives("large", 5, 3);
        handoff.fault(Fault.dropInBody(999), Route.UPLOAD);
        assertArrives("small", 7, 4);
    }

    @Test
    public void aStallInTheBody() throws Exception {
        handoff.timeouts = Handoff.impatient();
        handoff.fault(Fault.stallInBody(100_000), Route.UPLOAD);
        assertArrives("large", 2, 1);
        assertThat(handoff.events.retries().get(0), containsString("no byte for 1 s"));
    }

    @Test
    public void slownessIsNoStall() throws Exception {
        handoff.timeouts = Handoff.impatient();
        handoff.write("file", 3_000_000);
        handoff.fault(Fault.slow(1_500_000), Route.UPLOAD);
        assertArrives("file", 1, 0);
    }

    @Test
    public void aDamagedCopyIsDeletedAndReplaced() throws Exception {
        handoff.fault(Fault.corrupt(500), Route.UPLOAD);
        assertArrives("small", 2, 1);
        assertThat(
                handoff.events.retries().get(0),
                allOf(containsString("GitLab stored other bytes than were sent"), containsString("1000 bytes; sent")));
        handoff.fault(Fault.truncate(2_000_000), Route.UPLOAD);
        assertArrives("large", 4, 2);
        assertEquals(2, handoff.requests(Route.DELETE_FILE));
    }

    @Test
    public void aDamagedCopyThatCannotBeDeletedIsSaidToStay() throws Exception {
        handoff.token = Token.of("glcbt-stand-in", TokenType.AUTO);
        handoff.fault(Fault.corrupt(500), Route.UPLOAD);
        handoff.upload(one("small", "by-job"));
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.fault(Fault.corrupt(500), Route.UPLOAD);
        handoff.upload(one("small", "by-deployment"));
        assertEquals(List.of("by-deployment", "by-deployment", "by-job", "by-job"), handoff.storedNames());
        assertThat(handoff.events.notes().get(0), containsString("The damaged copy stays in the package: "));
        assertThat(handoff.events.notes().get(0), containsString("Maintainer to delete"));
        assertEquals(
                "note The damaged copy of by-deployment stays in the package: this token cannot delete it",
                handoff.events.notes().get(1));
    }

    @Test
    public void damageThatStaysIsAnErrorAndLeavesNothing() {
        handoff.fault(Fault.corrupt(500).always(), Route.UPLOAD);
        assertThat(
                message(() -> handoff.upload(one("small"))),
                allOf(containsString("GitLab stored other bytes than were sent"), containsString("(4 attempts)")));
        assertEquals(List.of(), handoff.stored());
    }

    @Test
    public void anOldGitLabThatDoesNotSayWhatItStoredIsAskedForTheFile() throws Exception {
        handoff.registry().options().uploadJson(false);
        assertArrives("small", 1, 0);
        assertEquals(List.of(), handoff.events.notes());
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.upload(one("large"));
        assertEquals(List.of(), handoff.events.notes());
    }

    @Test
    public void aWebPageInPlaceOfTheAnswerIsNoSuccess() {
        handoff.fault(Fault.status(200, "text/html", "<html>Welcome</html>"), Route.UPLOAD);
        assertThat(
                message(() -> handoff.upload(one("small"), IfExists.ADD)),
                containsString("answered, but not as GitLab does"));
    }

    @Test
    public void aServerThatIsNotThereIsNamed() {
        handoff.gitlabUrl = "http://127.0.0.1:1";
        assertThat(
                message(() -> handoff.upload(one("small"))),
                allOf(containsString("no connection to 127.0.0.1:1"), containsString("(4 attempts)")));
    }

    private void assertArrives(String file, int uploads, int retries) throws Exception {
        TransferredFile up = handoff.upload(one(file)).get(0);
        assertEquals(uploads, handoff.requests(Route.UPLOAD));
        assertEquals(retries, handoff.events.retries().size());
        assertEquals(retries, handoff.clock.waits().size());
        assertEquals(
                List.of(up.sha256()),
                handoff.stored().stream()
                        .filter(stored -> stored.fileName().equals(file))
                        .map(stored -> stored.sha256())
                        .toList());
        assertEquals(
                FileDigest.read(handoff.workspace().resolve(file), false)
                        .sha256()
                        .hex(),
                up.sha256());
    }
}
