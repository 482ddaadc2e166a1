package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP_SOURCE;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.SOON;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Attempts;
import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A transfer of archives that broke off, and goes on. */
public class ContinuedArchiveTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private final Attempts attempts = new Attempts(handoff);

    @Before
    public void folder() throws Exception {
        handoff.parallel = 1;
        handoff.temporary = Optional.of(attempts.notes());
        handoff.write("out/a", 3_000_000);
        handoff.write("out/b", 10);
    }

    private Attempts.Transfer upload(IfExists policy, String archive) {
        return client -> client.upload(
                handoff.workspace(), UploadRequest.of(APP, matching("", "out"), policy, false, "", archive));
    }

    private Attempts.Transfer download() {
        return client ->
                client.download(handoff.workspace(), DownloadRequest.of(APP_SOURCE, all("in"), "", "", true, 0));
    }

    @Test
    public void anUploadThatGoesOnPacksAgain() throws Exception {
        handoff.store("app.tar.gz", "older");
        Fault fault = handoff.fault(Fault.stallInBody(1_000_000), Route.UPLOAD);
        attempts.breakOff(upload(IfExists.REPLACE, "app.tar.gz"), () -> fault.awaitReached(SOON));
        attempts.loseNotes();
        handoff.registry().faults().abandon();
        assertEquals(
                "out",
                attempts.run(upload(IfExists.REPLACE, "app.tar.gz")).get(0).path());
        assertEquals(List.of("app.tar.gz"), handoff.storedNames());
        attempts.assertNothingLeft();
    }

    @Test
    public void whatHadArrivedWithoutAnAnswerIsNotSentAgain() throws Exception {
        Fault fault = handoff.fault(Fault.stallBeforeAnswer(), Route.UPLOAD);
        attempts.breakOff(
                upload(IfExists.ADD, "app.zip"), () -> fault.awaitReached(SOON) && attempts.awaitNoteOfSending());
        handoff.registry().faults().abandon();
        // Only the notes know which digest the archive had.
        handoff.write("out/b", 20);
        assertEquals(false, attempts.run(upload(IfExists.ADD, "app.zip")).get(0).skipped());
        assertEquals(List.of("app.zip"), handoff.storedNames());
        assertEquals(1, handoff.requests(Route.UPLOAD));
        attempts.assertNothingLeft();
    }

    @Test
    public void aDownloadGoesOnInsideItsArchive() throws Exception {
        upload(IfExists.ADD, "app.tar").run(handoff.client());
        handoff.fault(Fault.stallInBody(1_000_000), Route.DOWNLOAD);
        CountDownLatch third = new CountDownLatch(1);
        handoff.events.atProgress((name, done) -> {
            if (done == 1_000_000) {
                third.countDown();
            }
        });
        attempts.breakOff(download(), () -> third.await(20, TimeUnit.SECONDS));
        handoff.registry().faults().abandon();
        handoff.registry().requests().clear();
        assertEquals("in", attempts.run(download()).get(0).path());
        assertEquals(
                List.of("bytes=1000000-"),
                handoff.registry().requests().of(Route.DOWNLOAD).stream()
                        .map(request -> request.header("Range"))
                        .toList());
        assertArrived();
    }

    @Test
    public void whatHadArrivedIsUnpackedWithoutComingAgain() throws Exception {
        upload(IfExists.ADD, "a.zip").run(handoff.client());
        upload(IfExists.ADD, "b.zip").run(handoff.client());
        CountDownLatch unpacked = new CountDownLatch(1);
        handoff.events.atNote(text -> {
            if (text.startsWith("Unpacked") && unpacked.getCount() > 0) {
                unpacked.countDown();
                awaitInterruption();
            }
        });
        attempts.breakOff(download(), () -> unpacked.await(20, TimeUnit.SECONDS));
        assertTrue(Files.notExists(handoff.workspace().resolve("in")));
        handoff.registry().requests().clear();
        List<TransferredFile> files = attempts.run(download());
        assertEquals(
                List.of("a.zip false in", "b.zip false in"),
                files.stream()
                        .map(file -> file.fileName() + " " + file.skipped() + " " + file.path())
                        .toList());
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
        assertArrived();
    }

    private static void awaitInterruption() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertArrived() throws Exception {
        for (String name : List.of("a", "b")) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            handoff.workspace().resolve("out").resolve(name),
                            handoff.workspace().resolve("in").resolve(name)));
        }
        attempts.assertNothingLeft();
    }
}
