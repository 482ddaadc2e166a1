package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP_SOURCE;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.SOON;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.hasItem;
import static org.hamcrest.CoreMatchers.nullValue;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Attempts;
import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.Interruption;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A download that broke off, and goes on. */
public class ContinuedDownloadTest {
    private static final int SIZE = 3_000_000;

    @Rule
    public final Timeout timeout = new Timeout(120, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private final byte[] big = Handoff.noise(SIZE);
    private final Attempts attempts = new Attempts(handoff);

    @Before
    public void files() {
        handoff.parallel = 1;
        handoff.store("a", "first");
        handoff.store("big", big);
        handoff.store("c", "third");
    }

    private Attempts.Transfer download(FileSelection files) {
        return download(APP_SOURCE, files);
    }

    private Attempts.Transfer download(PackageSource source, FileSelection files) {
        return client -> client.download(handoff.workspace(), DownloadRequest.of(source, files, "", ""));
    }

    private static Interruption.Phase at(Fault fault) {
        return () -> fault.awaitReached(SOON);
    }

    /** Breaks off when a third of the big file has come. */
    private void breakOff(Attempts.Transfer transfer) throws Exception {
        breakOff(transfer, Route.DOWNLOAD);
    }

    private void breakOff(Attempts.Transfer transfer, Route route) throws Exception {
        handoff.fault(Fault.stallInBody(1_000_000).matching("big"), route);
        CountDownLatch third = new CountDownLatch(1);
        handoff.events.atProgress((name, done) -> {
            if (done == 1_000_000) {
                third.countDown();
            }
        });
        attempts.breakOff(transfer, () -> third.await(20, TimeUnit.SECONDS));
        handoff.registry().faults().abandon();
        handoff.registry().requests().clear();
    }

    private List<String> ranges(Route route) {
        return handoff.registry().requests().of(route).stream()
                .filter(request -> request.target().contains("big"))
                .map(request -> request.header("Range"))
                .toList();
    }

    private static boolean isRest(String range) {
        return "bytes=1000000-".equals(range);
    }

    private void assertContinued(Attempts.Transfer transfer) throws Exception {
        List<TransferredFile> files = attempts.run(transfer);
        assertEquals(
                List.of("a", "big", "c"),
                files.stream().map(TransferredFile::fileName).toList());
        assertEquals(
                List.of(false, false, false),
                files.stream().map(TransferredFile::skipped).toList());
        assertArrayEquals(big, handoff.read("in/big"));
        attempts.assertNothingLeft();
    }

    @Test
    public void itGoesOnInsideTheFile() throws Exception {
        breakOff(download(all("in")));
        assertContinued(download(all("in")));
        List<String> ranges = ranges(Route.DOWNLOAD);
        assertEquals(ranges.toString(), 1, ranges.size());
        assertEquals(ranges.toString(), true, isRest(ranges.get(0)));
        assertEquals(2, handoff.requests(Route.DOWNLOAD));
        assertThat(handoff.events.notes(), hasItem(containsString("big goes on after ")));
    }

    @Test
    public void itGoesOnInsideTheFileInObjectStorage() throws Exception {
        handoff.registry().options().directDownload(true);
        breakOff(download(all("in")), Route.STORAGE);
        assertContinued(download(all("in")));
        assertEquals(true, ranges(Route.STORAGE).stream().allMatch(ContinuedDownloadTest::isRest));
    }

    @Test
    public void whatTheControllerKnewIsNotFetchedAgain() throws Exception {
        breakOff(download(all("in")));
        attempts.tell();
        attempts.loseNotes();
        assertContinued(download(all("in")));
        assertEquals(2, handoff.requests(Route.DOWNLOAD));
        assertThat(ranges(Route.DOWNLOAD).get(0), nullValue());
    }

    @Test
    public void whatIsNoMoreAtItsPlaceIsFetchedAgain() throws Exception {
        breakOff(download(all("in")));
        attempts.tell();
        Files.delete(handoff.workspace().resolve("in/a"));
        assertContinued(download(all("in")));
        assertEquals("first", new String(handoff.read("in/a")));
    }

    @Test
    public void anotherFileOfTheNameIsFetchedWhole() throws Exception {
        breakOff(download(all("in")));
        byte[] newer = Handoff.noise(SIZE + 1);
        handoff.store("big", newer);
        attempts.run(download(all("in")));
        assertArrayEquals(newer, handoff.read("in/big"));
        attempts.assertNothingLeft();
    }

    @Test
    public void anotherFileOfTheSizeIsFetchedWholeAlsoWhereNobodyTellsADigest() throws Exception {
        handoff.registry().options().checksumHeader(false).proxiedStorage(true);
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        breakOff(download(one("in/big", "big")));
        byte[] newer = big.clone();
        newer[0]++;
        handoff.store("big", newer);
        List<TransferredFile> files = attempts.run(download(one("in/big", "big")));
        assertArrayEquals(newer, handoff.read("in/big"));
        assertEquals(Verifier.NOBODY, files.get(0).verifiedBy());
    }

    @Test
    public void anotherFileOfTheSizeFromTheSameSecondIsFetchedWhole() throws Exception {
        handoff.registry().options().checksumHeader(false);
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        // As a rule in the same second, so that no date tells the two apart.
        handoff.store("big", big);
        breakOff(download(one("in/big", "big")));
        byte[] newer = big.clone();
        newer[0]++;
        handoff.store("big", newer);
        attempts.run(download(one("in/big", "big")));
        assertArrayEquals(newer, handoff.read("in/big"));
    }

    @Test
    public void nobodyVouchingIsStillAReasonToFail() throws Exception {
        handoff.registry().options().checksumHeader(false);
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        breakOff(download(one("in/big", "big")));
        handoff.verify = Verify.REQUIRED;
        assertThat(message(() -> attempts.run(download(one("in/big", "big")))), containsString("'verify' is REQUIRED"));
        attempts.assertNothingLeft();
    }

    @Test
    public void damageInWhatHadArrivedIsFoundOut() throws Exception {
        breakOff(download(all("in")));
        Path part = part();
        byte[] damaged = Files.readAllBytes(part);
        damaged[7]++;
        Files.write(part, damaged);
        assertContinued(download(all("in")));
        assertEquals(1, handoff.events.retries().size());
    }

    @Test
    public void moreThanTheFileHasIsNotTakenOver() throws Exception {
        breakOff(download(all("in")));
        Files.write(part(), new byte[SIZE + 1]);
        assertContinued(download(all("in")));
        assertThat(ranges(Route.DOWNLOAD).get(0), nullValue());
    }

    @Test
    public void allOfItIsOnlyVerified() throws Exception {
        breakOff(download(all("in")));
        Files.write(part(), big);
        assertContinued(download(all("in")));
        assertEquals(List.of(), ranges(Route.DOWNLOAD));
    }

    @Test
    public void theVersionStaysTheSame() throws Exception {
        PackageSource latest = PackageSource.of("app", "latest");
        breakOff(download(latest, all("in")));
        handoff.registry().addFile(7, "app", "2.0", "big", new byte[10]);
        List<TransferredFile> files = attempts.run(download(latest, all("in")));
        assertEquals("1.0", files.get(1).file().owner().version());
        assertArrayEquals(big, handoff.read("in/big"));
    }

    @Test
    public void filesThatCameLaterAreNotFetchedAndNoneIsLeftOut() throws Exception {
        breakOff(download(all("in")));
        handoff.store("d", "later");
        handoff.registry().deleteFile(7, "app", "1.0", handoff.stored().get(2));
        assertThat(message(() -> attempts.run(download(all("in")))), containsString("c"));
        assertArrayEquals(big, handoff.read("in/big"));
        assertEquals(List.of("in/a", "in/big"), handoff.tree());
    }

    @Test
    public void severalPartsGoOn() throws Exception {
        handoff.parallel = 4;
        handoff.store("big2", Handoff.noise(SIZE + 7));
        handoff.fault(Fault.stallInBody(1_000_000).matching("big").times(2), Route.DOWNLOAD);
        CountDownLatch thirds = new CountDownLatch(2);
        handoff.events.atProgress((name, done) -> {
            if (done == 1_000_000) {
                thirds.countDown();
            }
        });
        attempts.breakOff(download(all("in")), () -> thirds.await(20, TimeUnit.SECONDS));
        handoff.registry().faults().abandon();
        handoff.registry().requests().clear();
        attempts.run(download(all("in")));
        assertArrayEquals(big, handoff.read("in/big"));
        assertArrayEquals(Handoff.noise(SIZE + 7), handoff.read("in/big2"));
        assertEquals(true, ranges(Route.DOWNLOAD).stream().allMatch(ContinuedDownloadTest::isRest));
        attempts.assertNothingLeft();
    }

    @Test
    public void anAbortLeavesNothing() throws Exception {
        Fault stall = handoff.fault(Fault.stallInBody(1_000_000).matching("big"), Route.DOWNLOAD);
        attempts.abort(download(all("in")), at(stall));
        attempts.assertNothingLeft();
        assertEquals(List.of("in/a"), handoff.tree());
    }

    @Test
    public void aFailureLeavesNothing() throws Exception {
        breakOff(download(all("in")));
        handoff.fault(Fault.status(403).always(), Route.DOWNLOAD);
        message(() -> attempts.run(download(all("in"))));
        attempts.assertNothingLeft();
    }

    private Path part() throws Exception {
        try (Stream<Path> files = Files.list(handoff.workspace().resolve("in"))) {
            return files.filter(file -> file.toString().endsWith(".part"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
