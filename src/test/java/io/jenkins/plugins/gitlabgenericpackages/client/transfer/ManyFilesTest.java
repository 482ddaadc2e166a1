package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP_SOURCE;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.SOON;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.InstantClock;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.WaitingClock;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RecordedRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ManyFilesTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void allPagesAreReadAndASimilarPackageIsIgnored() throws Exception {
        handoff.registry().addFiles(7, "app", "1.0", 250);
        handoff.registry().addFiles(7, "myapp", "1.0", 3);
        handoff.registry().options().totals(false);
        List<TransferredFile> files = handoff.download(all("in"));
        assertEquals(250, files.size());
        assertEquals("file-0001.txt", files.get(0).fileName());
        assertEquals("file-0250.txt", files.get(249).fileName());
        assertEquals(250, handoff.tree().size());
        assertEquals("file-0234.txt", new String(handoff.read("in/file-0234.txt")));
        assertEquals(3, handoff.requests(Route.LIST_FILES));
        assertTrue(handoff.registry().acceptedConnections() <= handoff.parallel + 1);
        assertEquals(List.of(), handoff.events.retries());
    }

    @Test
    public void aPageThatFailsIsAskedForAgainAlone() throws Exception {
        handoff.registry().addFiles(7, "app", "1.0", 250);
        handoff.fault(Fault.html(502).matching("page=2"), Route.LIST_FILES);
        handoff.fault(Fault.dropInBody(100).matching("page=3"), Route.LIST_FILES);
        assertEquals(250, handoff.client().files(APP_SOURCE).size());
        assertEquals(4 + handoff.events.retries().size() - 1, handoff.requests(Route.LIST_FILES));
    }

    @Test
    public void pagesComeTogetherWhereTheirNumberIsTold() throws Exception {
        handoff.registry().addFiles(7, "app", "1.0", 450);
        Fault held = handoff.fault(Fault.stallBeforeAnswer().after(1).times(4), Route.LIST_FILES);
        CompletableFuture<Void> release = CompletableFuture.runAsync(() -> {
            await(held, 4);
            held.release();
        });
        List<RemoteFile> files = handoff.client().files(APP_SOURCE);
        release.get();
        assertEquals(450, files.size());
        assertEquals("file-0001.txt", files.get(0).name().value());
        assertEquals("file-0450.txt", files.get(449).name().value());
        assertEquals(5, handoff.requests(Route.LIST_FILES));
    }

    @Test
    public void aFileThatIsDeletedBetweenPagesThatComeTogetherIsNoticed() throws Exception {
        List<StoredFile> there = handoff.registry().addFiles(7, "app", "1.0", 250);
        handoff.fault(Fault.html(502).matching("page=3"), Route.LIST_FILES);
        handoff.events.atRetry(() -> handoff.registry().deleteFile(7, "app", "1.0", there.get(0)));
        List<RemoteFile> files = handoff.client().files(APP_SOURCE);
        assertEquals(249, files.size());
        assertEquals("file-0002.txt", files.get(0).name().value());
    }

    @Test
    public void oneAtATimeCountsForPagesToo() throws Exception {
        handoff.parallel = 1;
        handoff.registry().addFiles(7, "app", "1.0", 450);
        Fault held = handoff.fault(Fault.stallBeforeAnswer().after(1).always(), Route.LIST_FILES);
        CompletableFuture<Integer> meanwhile = CompletableFuture.supplyAsync(() -> {
            await(held, 1);
            int lists = handoff.requests(Route.LIST_FILES);
            held.release();
            return lists;
        });
        assertEquals(450, handoff.client().files(APP_SOURCE).size());
        assertEquals(2, meanwhile.get().intValue());
    }

    @Test
    public void manyFilesAreUploadedInOrderOfTheirNames() throws Exception {
        for (int i = 0; i < 30; i++) {
            handoff.write("out/" + (10 + i), 10);
        }
        List<TransferredFile> files = handoff.upload(matching("*", "out"));
        assertEquals(30, files.size());
        assertEquals("10", files.get(0).fileName());
        assertEquals("39", files.get(29).fileName());
        assertEquals(30, handoff.stored().size());
        assertTrue(handoff.upload(matching("*", "out")).stream().allMatch(TransferredFile::skipped));
    }

    @Test
    public void theFirstFileMakesThePackageAlone() throws Exception {
        handoff.registry().options().concurrentCreationFails(true);
        for (int i = 0; i < 20; i++) {
            handoff.write("out/" + i, 10);
        }
        Fault first = handoff.fault(Fault.stallInBody(1), Route.UPLOAD);
        CompletableFuture<Integer> beside = CompletableFuture.supplyAsync(() -> {
            await(first, 1);
            int uploads = handoff.requests(Route.UPLOAD);
            first.release();
            return uploads;
        });
        handoff.upload(matching("*", "out"));
        assertEquals(1, beside.get().intValue());
        assertEquals(20, handoff.requests(Route.UPLOAD));
        assertEquals(List.of(), handoff.events.retries());
    }

    @Test
    public void theOthersWaitForTheSmallestOnly() throws Exception {
        handoff.write("out/a-big", 1_000_000);
        handoff.write("out/b", 2);
        handoff.write("out/c", 1);
        Fault big = handoff.fault(Fault.stallInBody(1).matching("a-big"), Route.UPLOAD);
        handoff.events.atFinish(() -> {
            if (handoff.events.finished().size() == 2) {
                big.release();
            }
        });
        assertEquals(List.of("a-big", "b", "c"), names(handoff.upload(matching("*", "out"))));
        assertEquals(List.of("c", "b", "a-big"), names(handoff.events.finished()));
    }

    @Test
    public void aNewPackageIsListedOnceInsteadOfAskingForEachFile() throws Exception {
        for (int i = 0; i < 20; i++) {
            handoff.write("out/" + i, 10);
        }
        handoff.upload(matching("*", "out"));
        assertEquals(1, handoff.requests(Route.DOWNLOAD));
        assertEquals(2, handoff.requests(Route.LIST_PACKAGES));
        assertEquals(0, handoff.requests(Route.LIST_FILES));
    }

    @Test
    public void aFileTakesOneRequestUpAndOneDown() throws Exception {
        handoff.parallel = RegistrySettings.AUTOMATIC;
        for (int i = 0; i < 50; i++) {
            handoff.write("out/" + i, 10);
        }
        // Beside them the package, and its files or, where there is none yet, one of them are asked for.
        assertEquals(50 + 3, requestsOf(() -> handoff.upload(matching("*", "out"))));
        assertEquals(50 + 2, requestsOf(() -> handoff.upload(matching("*", "out"), IfExists.ADD)));
        assertEquals(50 + 2, requestsOf(() -> handoff.download(all("in"))));
        assertEquals(2, requestsOf(() -> handoff.upload(matching("*", "out"))));
    }

    private int requestsOf(Callable<?> transfer) throws Exception {
        int before = handoff.registry().requests().all().size();
        transfer.call();
        return handoff.registry().requests().all().size() - before;
    }

    @Test
    public void theOthersGoInParallel() throws Exception {
        for (int i = 0; i < 9; i++) {
            handoff.write("out/" + i, 10);
        }
        handoff.upload(matching("0", "out"));
        Fault held = handoff.fault(Fault.stallInBody(1).times(4), Route.UPLOAD);
        CompletableFuture<Void> release = CompletableFuture.runAsync(() -> {
            await(held, 4);
            held.release();
        });
        handoff.upload(matching("*", "out"));
        release.get();
        assertEquals(4, handoff.registry().maxConcurrentUploads());
    }

    @Test
    public void downloadsGoInParallelAndNoMoreThanAsked() throws Exception {
        handoff.parallel = 3;
        handoff.registry().addFiles(7, "app", "1.0", 12);
        Fault held = handoff.fault(Fault.stallInBody(1).times(3), Route.DOWNLOAD);
        CompletableFuture<Integer> meanwhile = CompletableFuture.supplyAsync(() -> {
            await(held, 3);
            int downloads = handoff.requests(Route.DOWNLOAD);
            held.release();
            return downloads;
        });
        handoff.download(all("in"));
        assertEquals(3, meanwhile.get().intValue());
        assertEquals(12, handoff.tree().size());
    }

    @Test
    public void byItselfMoreAreUnderWayWhereAnswersTakeLong() throws Exception {
        handoff.parallel = RegistrySettings.AUTOMATIC;
        for (int i = 0; i < 60; i++) {
            handoff.write("out/" + i, 10);
        }
        handoff.fault(Fault.late(Duration.ofMillis(50)).always(), Route.UPLOAD);
        assertEquals(60, handoff.upload(matching("*", "out")).size());
        int most = handoff.registry().maxConcurrentUploads();
        assertTrue(most + " at a time", most > 4 && most <= RegistrySettings.MOST_PARALLEL);
        assertEquals(60, handoff.requests(Route.UPLOAD));
        assertEquals(List.of(), handoff.events.retries());
    }

    @Test
    public void byItselfLessAreUnderWayAfterARefusal() throws Exception {
        handoff.parallel = RegistrySettings.AUTOMATIC;
        // Else the wait after the first refusal would make the second one of another round.
        handoff.waiting = new WaitingClock() {
            @Override
            public Instant now() {
                return InstantClock.START;
            }

            @Override
            public void sleep(Duration duration) {}
        };
        handoff.registry().addFiles(7, "app", "1.0", 12);
        // Each of the first four once: a file that is refused four times has used up its retries.
        for (int i = 1; i <= 4; i++) {
            handoff.fault(Fault.tooManyRequests().matching("file-000" + i), Route.DOWNLOAD);
        }
        // Their retries go through; what begins after them is held.
        Fault held = handoff.fault(Fault.stallInBody(1).after(4).always(), Route.DOWNLOAD);
        CompletableFuture<Integer> meanwhile = CompletableFuture.supplyAsync(() -> {
            await(held, 2);
            int downloads = held.reached();
            held.release();
            return downloads;
        });
        handoff.download(all("in"));
        assertTrue(meanwhile.get() + " at a time", meanwhile.get() < 4);
        assertEquals(12, handoff.tree().size());
        assertEquals(4, handoff.events.retries().size());
        assertEquals(
                List.of("note The server slows this down (status 429): 2 at a time instead of 4"),
                handoff.events.notes());
    }

    @Test
    public void byItselfNoMoreThanTheServerAllows() throws Exception {
        handoff.parallel = RegistrySettings.AUTOMATIC;
        handoff.registry().addFiles(7, "app", "1.0", 12);
        handoff.fault(Fault.tooManyRequests().header("RateLimit-Remaining", "0"), Route.DOWNLOAD);
        handoff.download(all("in"));
        assertThat(
                handoff.events.notes().toString(),
                startsWith("[note The server slows this down (status 429): 1 at a time instead of "));
    }

    @Test
    public void moreFilesThanAMinuteMayHaveArriveWithoutAFailure() throws Exception {
        handoff.parallel = RegistrySettings.AUTOMATIC;
        handoff.registry().options().requestsPerMinute(60, handoff.clock::now);
        for (int i = 0; i < 150; i++) {
            handoff.write("out/" + (100 + i), 10);
        }
        assertEquals(150, handoff.upload(matching("*", "out")).size());
        assertEquals(150, handoff.download(all("in")).size());
        assertThat(handoff.events.notes().toString(), containsString("The server slows this down"));
        assertTrue(handoff.events.retries().toString().contains("status 429: Retry later"));
    }

    @Test
    public void whenSomeUploadsFailAllOthersAreThereAndEachIsNamed() throws Exception {
        for (int i = 1; i <= 9; i++) {
            handoff.write("out/f" + i, 10);
        }
        handoff.fault(Fault.status(403).matching("/f4"), Route.UPLOAD);
        handoff.fault(Fault.status(400).matching("/f7"), Route.UPLOAD);
        String message = message(() -> handoff.upload(matching("*", "out")));
        assertThat(
                message,
                allOf(
                        startsWith("2 of 9 files failed\n"),
                        containsString("\n  Failed to upload f4 at "),
                        containsString("\n  Failed to upload f7 at "),
                        not(containsString("f5"))));
        assertEquals(List.of("f1", "f2", "f3", "f5", "f6", "f8", "f9"), handoff.storedNames());
        assertTrue(handoff.events.all().contains("ended 7 done, 2 failed"));
    }

    @Test
    public void aWrongTokenIsNotTriedForEveryFile() throws Exception {
        for (int i = 0; i < 50; i++) {
            handoff.write("out/" + i, 10);
        }
        handoff.token = Token.of("glpat-wrong", TokenType.AUTO);
        assertThat(
                message(() -> handoff.upload(matching("*", "out"), IfExists.ADD)),
                allOf(containsString("could not list the package app"), containsString("401")));
        assertEquals(1, handoff.registry().requests().all().size());
    }

    @Test
    public void aTokenThatExpiresStopsTheRest() throws Exception {
        handoff.parallel = 2;
        handoff.registry().addFiles(7, "app", "1.0", 50);
        handoff.fault(Fault.status(401).always(), Route.DOWNLOAD);
        assertThat(message(() -> handoff.download(all("in"))), containsString("were not tried after that"));
        List<RecordedRequest> downloads = handoff.registry().requests().of(Route.DOWNLOAD);
        assertTrue(downloads.toString(), downloads.size() <= 2);
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void aGitLabThatIsDownIsNotWaitedForWithEveryFile() throws Exception {
        for (int i = 0; i < 400; i++) {
            handoff.write("out/" + (100 + i), 10);
        }
        handoff.upload(matching("100", "out"));
        int before = handoff.requests(Route.UPLOAD);
        handoff.fault(Fault.html(503).always(), Route.UPLOAD);
        String message = message(() -> handoff.upload(matching("*", "out"), IfExists.ADD));
        assertThat(message, containsString("were not tried after that: 3 in a row"));
        int attempts = handoff.requests(Route.UPLOAD) - before;
        assertTrue(attempts + " attempts", attempts <= (3 + handoff.parallel) * (1 + handoff.retries));
    }

    @Test
    public void oneFileThatArrivesInBetweenKeepsTheRestGoing() throws Exception {
        handoff.parallel = 1;
        for (int i = 1; i <= 9; i++) {
            handoff.write("out/f" + i, 10);
        }
        for (String broken : List.of("f1", "f2", "f4", "f5", "f7", "f8")) {
            handoff.fault(Fault.html(503).matching("/" + broken + "?").always(), Route.UPLOAD);
        }
        assertThat(message(() -> handoff.upload(matching("*", "out"))), startsWith("6 of 9 files failed\n"));
        assertEquals(List.of("f3", "f6", "f9"), handoff.storedNames());
    }

    @Test
    public void aMessageNamesTheFirstFailuresAndCountsTheRest() throws Exception {
        for (int i = 0; i < 100; i++) {
            handoff.write("out/" + (100 + i), 10);
        }
        handoff.fault(Fault.status(403).always(), Route.UPLOAD);
        String message = message(() -> handoff.upload(matching("*", "out")));
        assertThat(message, startsWith("100 of 100 files failed\n"));
        assertThat(message, containsString("\n  Failed to upload 109 at "));
        assertThat(message, not(containsString("Failed to upload 110")));
        assertThat(message, containsString("\n  and 90 others"));
    }

    private static void await(Fault fault, int count) {
        try {
            assertTrue(fault.awaitReached(count, SOON));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(List<TransferredFile> files) {
        return files.stream().map(TransferredFile::fileName).toList();
    }
}
