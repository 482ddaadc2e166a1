package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.SOON;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class LostAnswerTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private byte[] bytes;

    @Before
    public void file() throws Exception {
        bytes = handoff.write("f", 200_000);
    }

    @Test
    public void anUploadThatArrivedIsNotSentAgain() throws Exception {
        handoff.fault(Fault.loseAnswer(), Route.UPLOAD);
        assertFoundAfter(1);
    }

    @Test
    public void aGatewaysTimeoutIsALostAnswerToo() throws Exception {
        handoff.fault(Fault.html(504).afterStoring(), Route.UPLOAD);
        assertFoundAfter(1);
    }

    @Test
    public void soIsWhatCloudflareSaysBeforeAGitLabThatIsSlow() throws Exception {
        for (int status : new int[] {520, 522, 524, 530}) {
            handoff.write("f" + status, 200_000);
            handoff.fault(Fault.html(status).afterStoring(), Route.UPLOAD);
            handoff.upload(one("f" + status));
            handoff.retries = 0;
            handoff.write("g" + status, 200_000);
            handoff.fault(Fault.html(status).afterStoring(), Route.UPLOAD);
            handoff.upload(one("g" + status));
            handoff.retries = 3;
        }
        assertEquals(8, handoff.requests(Route.UPLOAD));
        assertEquals(8, handoff.stored().size());
    }

    @Test
    public void soIsAnAnswerThatDoesNotCome() throws Exception {
        handoff.timeouts = new Timeouts(SOON, SOON, Duration.ofSeconds(1), SOON);
        handoff.fault(Fault.stallBeforeAnswer(), Route.UPLOAD);
        assertFoundAfter(1);
    }

    @Test
    public void aTokenThatCannotListAsksForTheFileItself() throws Exception {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.fault(Fault.loseAnswer(), Route.UPLOAD);
        assertFoundAfter(1);
        assertEquals(0, handoff.requests(Route.LIST_PACKAGES));
        assertEquals(
                "HEAD", handoff.registry().requests().of(Route.DOWNLOAD).get(0).method());
    }

    @Test
    public void aHiddenPackageIsAskedForTheFileItself() throws Exception {
        handoff.registry().packageStatus(7, "app", "1.0", "hidden");
        handoff.fault(Fault.loseAnswer(), Route.UPLOAD);
        assertFoundAfter(1);
    }

    @Test
    public void whatCannotBeKnownIsSentAgainAndSaid() throws Exception {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.registry().options().checksumHeader(false);
        handoff.fault(Fault.loseAnswer(), Route.UPLOAD);
        handoff.upload(one("f"), IfExists.ADD);
        assertEquals(2, handoff.requests(Route.UPLOAD));
        assertEquals(List.of("note Cannot tell whether f had arrived: sending it again"), handoff.events.notes());
    }

    @Test
    public void neitherDoesDirectDownloadTell() throws Exception {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.registry().options().directDownload(true);
        handoff.fault(Fault.loseAnswer(), Route.UPLOAD);
        handoff.upload(one("f"), IfExists.ADD);
        assertEquals(2, handoff.requests(Route.UPLOAD));
        assertEquals(List.of("note Cannot tell whether f had arrived: sending it again"), handoff.events.notes());
        assertEquals(0, handoff.requests(Route.STORAGE));
    }

    @Test
    public void anotherFileOfTheNameIsNotTakenForIt() throws Exception {
        handoff.store("f", "something else");
        handoff.fault(Fault.dropInBody(bytes.length), Route.UPLOAD);
        handoff.fault(Fault.html(503), Route.UPLOAD);
        handoff.upload(one("f"), IfExists.ADD);
        assertEquals(2, handoff.stored().size());
    }

    @Test
    public void replacingDeletesTheOlderOnesAfterALostAnswerToo() throws Exception {
        handoff.store("f", "older");
        handoff.fault(Fault.loseAnswer(), Route.UPLOAD);
        handoff.upload(one("f"), IfExists.REPLACE);
        assertEquals(1, handoff.stored().size());
        assertEquals(1, handoff.requests(Route.UPLOAD));
    }

    /** The small file is sent whole before the refusal is read, so it looks as if it may have arrived. */
    @Test
    public void replacingAnIdenticalFileNeverLosesIt() throws Exception {
        byte[] same = handoff.write("small", 1000);
        handoff.store("small", same);
        handoff.fault(Fault.html(503), Route.UPLOAD);
        handoff.upload(one("small"), IfExists.REPLACE);
        assertEquals(List.of("small"), handoff.storedNames());
        assertEquals(2, handoff.requests(Route.UPLOAD));
    }

    @Test
    public void eachPolicyEndsWithOneFile() throws Exception {
        for (IfExists policy : IfExists.values()) {
            handoff.fault(Fault.loseAnswer().matching(policy.name()), Route.UPLOAD);
            handoff.upload(one("f", policy.name()), policy);
        }
        assertEquals(List.of("ADD", "FAIL", "REPLACE", "SKIP_IDENTICAL"), handoff.storedNames());
    }

    /** An older copy has the same bytes, and a newer one hides it. */
    @Test
    public void aCopyThatWasThereBeforeIsNotTakenForTheOneThatWasSent() throws Exception {
        byte[] small = handoff.write("small", 1000);
        for (IfExists policy : List.of(IfExists.SKIP_IDENTICAL, IfExists.ADD)) {
            for (int status : new int[] {500, 502, 503, 504, 429}) {
                String name = policy + "-" + status;
                handoff.store(name, small);
                handoff.store(name, "newer");
                handoff.fault(Fault.html(status).matching(name), Route.UPLOAD);
                handoff.upload(one("small", name), policy);
                List<Long> sizes = handoff.stored().stream()
                        .filter(file -> file.fileName().equals(name))
                        .map(StoredFile::size)
                        .toList();
                assertEquals(name, List.of(1000L, 5L, 1000L), sizes);
            }
        }
    }

    @Test
    public void withoutAListACopyThatWasThereBeforeIsNotTakenForItEither() throws Exception {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.store("small", handoff.write("small", 1000));
        handoff.fault(Fault.html(502), Route.UPLOAD);
        handoff.upload(one("small"), IfExists.ADD);
        assertEquals(2, handoff.stored().size());
        assertEquals(List.of("note Cannot tell whether small had arrived: sending it again"), handoff.events.notes());
    }

    @Test
    public void anAnswerThatLeavesNothingOpenIsNotFollowedByALook() throws Exception {
        handoff.store("other", "x");
        handoff.upload(one("f", "first"));
        int before = handoff.requests(Route.LIST_FILES);
        handoff.write("small", 1000);
        handoff.fault(Fault.tooManyRequests(), Route.UPLOAD);
        handoff.upload(one("small"));
        assertEquals(1, handoff.requests(Route.LIST_FILES) - before);
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
    }

    @Test
    public void aLookForOneFileDoesNotReadTheWholeListAgain() throws Exception {
        handoff.registry().addFiles(7, "app", "1.0", 3000);
        for (int i = 0; i < 20; i++) {
            handoff.write("out/" + i, 10);
            handoff.fault(Fault.html(502).matching("/" + i + "?"), Route.UPLOAD);
        }
        handoff.upload(matching("*", "out"));
        assertEquals(3020, handoff.stored().size());
        int pages = handoff.requests(Route.LIST_FILES) + handoff.requests(Route.DOWNLOAD);
        assertTrue(pages + " requests", pages <= 30 + 20 + 1);
    }

    private void assertFoundAfter(int uploads) throws Exception {
        TransferredFile file = handoff.upload(one("f"), IfExists.ADD).get(0);
        assertEquals(uploads, handoff.requests(Route.UPLOAD));
        assertEquals(
                List.of(file.sha256()),
                handoff.stored().stream().map(StoredFile::sha256).toList());
        assertEquals(
                FileDigest.read(handoff.workspace().resolve("f"), false)
                        .sha256()
                        .hex(),
                file.sha256());
        assertEquals(List.of("note f had arrived after all"), handoff.events.notes());
        assertEquals(1, handoff.events.retries().size());
    }
}
