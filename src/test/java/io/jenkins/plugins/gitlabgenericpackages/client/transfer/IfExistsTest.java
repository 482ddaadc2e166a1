package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP_SOURCE;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class IfExistsTest {
    private static final String UNKNOWN =
            "note It is not known whether the a in GitLab is the same, since GitLab does not tell its sha256: sending it again";
    private static final Token DEPLOY = Token.of("gldt-stand-in", TokenType.AUTO);

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private byte[] same;

    @Before
    public void files() throws Exception {
        same = handoff.write("out/a", 1000);
        handoff.write("out/b", 2000);
    }

    @Test
    public void identicalFilesAreSkipped() throws Exception {
        handoff.store("a", same);
        handoff.store("b", Handoff.noise(1999));
        List<TransferredFile> files = handoff.upload(matching("*", "out"));
        assertEquals(
                List.of(true, false),
                files.stream().map(TransferredFile::skipped).toList());
        assertEquals(
                FileDigest.read(handoff.workspace().resolve("out/a"), false)
                        .sha256()
                        .hex(),
                files.get(0).sha256());
        assertEquals(
                List.of(false, true),
                files.stream().map(TransferredFile::besideOlder).toList());
        assertEquals(List.of("a", "b", "b"), handoff.storedNames());
        assertEquals(1, handoff.requests(Route.UPLOAD));
    }

    @Test
    public void whoeverAsksForASecondFileOrReplacesTheFirstIsNotTold() throws Exception {
        handoff.store("a", "older");
        for (IfExists policy : List.of(IfExists.ADD, IfExists.REPLACE)) {
            assertEquals(false, handoff.upload(one("out/a"), policy).get(0).besideOlder());
        }
        assertEquals(false, handoff.upload(one("out/b")).get(0).besideOlder());
    }

    @Test
    public void theSameSizeIsNotIdentical() throws Exception {
        byte[] other = same.clone();
        other[999]++;
        handoff.store("a", other);
        handoff.upload(one("out/a"));
        assertEquals(2, handoff.stored().size());
    }

    @Test
    public void onlyTheNewestCountsForSkipping() throws Exception {
        handoff.store("a", same);
        handoff.store("a", "newer");
        handoff.upload(one("out/a"));
        assertEquals(3, handoff.stored().size());
    }

    @Test
    public void aTokenThatCannotListSkipsByAskingForTheFile() throws Exception {
        handoff.token = DEPLOY;
        handoff.store("a", same);
        handoff.store("b", "older");
        List<TransferredFile> files = handoff.upload(matching("*", "out"));
        assertEquals(
                List.of(true, false),
                files.stream().map(TransferredFile::skipped).toList());
        assertEquals(1, handoff.requests(Route.UPLOAD));
        assertEquals(2, handoff.requests(Route.DOWNLOAD));
    }

    @Test
    public void anEmptyFileIsSkippedToo() throws Exception {
        handoff.write("empty", 0);
        for (Token token : List.of(handoff.token, DEPLOY)) {
            handoff.token = token;
            handoff.upload(one("empty"));
            assertEquals(true, handoff.upload(one("empty")).get(0).skipped());
        }
        assertEquals(List.of("empty"), handoff.storedNames());
    }

    @Test
    public void whatDirectDownloadHidesIsSentAgain() throws Exception {
        handoff.token = DEPLOY;
        handoff.registry().options().directDownload(true);
        handoff.store("a", same);
        assertEquals(false, handoff.upload(one("out/a")).get(0).skipped());
        assertEquals(2, handoff.stored().size());
        assertEquals(List.of(UNKNOWN), handoff.events.notes());
        handoff.upload(one("out/b"));
        assertEquals(List.of(UNKNOWN), handoff.events.notes());
    }

    @Test
    public void whatAnOlderGitLabDoesNotTellIsSentAgainUnlessItsSizeTells() throws Exception {
        handoff.token = DEPLOY;
        handoff.registry().options().checksumHeader(false);
        handoff.store("a", same);
        handoff.store("b", "shorter");
        handoff.upload(matching("*", "out"));
        assertEquals(List.of("a", "a", "b", "b"), handoff.storedNames());
        assertEquals(List.of(UNKNOWN), handoff.events.notes());
    }

    @Test
    public void anOlderGitLabIsAskedOnceWhatItStored() throws Exception {
        handoff.token = DEPLOY;
        handoff.registry().options().uploadJson(false).checksumHeader(false);
        handoff.upload(one("out/a"));
        assertEquals(List.of("note a is not verified: its sha256 is not known"), handoff.events.notes());
        // Before and after, by HEAD; of a file that is not there by GET as well.
        assertEquals(3, handoff.requests(Route.DOWNLOAD));
    }

    @Test
    public void hiddenPackagesAreLookedInto() throws Exception {
        UploadRequest hidden = new UploadRequest(APP, one("out/a"), IfExists.SKIP_IDENTICAL, true, null);
        handoff.client().upload(handoff.workspace(), hidden);
        assertEquals(List.of(), handoff.client().files(APP_SOURCE));
        assertEquals(
                true,
                handoff.client().upload(handoff.workspace(), hidden).get(0).skipped());
        assertThat(message(() -> handoff.upload(one("out/a"), IfExists.FAIL)), containsString("already has a file a"));
        handoff.download(one("in", "a"));
        assertEquals(1, handoff.stored().size());
    }

    @Test
    public void addingAddsAndLooksForTheNewestIdAlone() throws Exception {
        handoff.registry().addFiles(7, "app", "1.0", 250);
        handoff.store("a", same);
        handoff.upload(one("out/a"), IfExists.ADD);
        assertEquals(List.of("a", "a"), handoff.storedNames().subList(0, 2));
        assertEquals(3, handoff.registry().requests().all().size());
    }

    @Test
    public void replacingDeletesAllOlderOnesAfterwards() throws Exception {
        handoff.store("a", "1");
        handoff.store("keep", "other");
        handoff.store("a", same);
        handoff.upload(one("out/a"), IfExists.REPLACE);
        assertEquals(List.of("a", "keep"), handoff.storedNames());
        assertEquals(4, newest().id());
        List<Route> order = handoff.registry().requests().all().stream()
                .map(request -> request.route())
                .filter(route -> route == Route.UPLOAD || route == Route.DELETE_FILE)
                .toList();
        assertEquals(List.of(Route.UPLOAD, Route.DELETE_FILE, Route.DELETE_FILE), order);
    }

    @Test
    public void replacingNeedsATokenThatLists() {
        handoff.token = DEPLOY;
        assertThat(
                message(() -> handoff.upload(one("out/a"), IfExists.REPLACE)),
                allOf(containsString("REPLACE has to list the package"), containsString("a deploy token")));
        assertEquals(List.of(), handoff.registry().requests().all());
    }

    @Test
    public void replacingWithoutTheRightToDeleteKeepsBothAndFails() {
        handoff.token = Token.of("glcbt-stand-in", TokenType.AUTO);
        handoff.store("a", "older");
        assertThat(
                message(() -> handoff.upload(one("out/a"), IfExists.REPLACE)),
                allOf(
                        containsString("Failed to upload app 1.0: could not delete a copy of a"),
                        containsString("Maintainer to delete")));
        assertEquals(List.of("a", "a"), handoff.storedNames());
    }

    @Test
    public void replacingInAHiddenPackageIsRefusedBeforeAnythingIsSent() {
        String refusal = assertThrows(
                        InvalidRequestException.class,
                        () -> UploadRequest.of(APP, one("out/a"), IfExists.REPLACE, true, "", ""))
                .getMessage();
        assertThat(refusal, allOf(containsString("'ifExists' REPLACE"), containsString("'hidden'")));
    }

    @Test
    public void aDeletionThatGitLabDoesNotFindIsNoneWhileTheFileIsListed() {
        handoff.store("a", "older");
        handoff.fault(Fault.status(404), Route.DELETE_FILE);
        assertThat(
                message(() -> handoff.upload(one("out/a"), IfExists.REPLACE)),
                allOf(
                        containsString("could not delete a copy of a"),
                        containsString("file 1"),
                        containsString("still")));
        assertEquals(List.of("a", "a"), handoff.storedNames());
        assertThat(handoff.events.notes().toString(), not(containsString("Deleted")));
    }

    @Test
    public void aDeletionInAPackageThatIsHiddenMeanwhileIsNone() {
        handoff.store("a", "older");
        handoff.events.atProgress((name, done) -> handoff.registry().packageStatus(7, "app", "1.0", "hidden"));
        assertThat(
                message(() -> handoff.upload(one("out/a"), IfExists.REPLACE)),
                allOf(containsString("delete a copy of a"), containsString("status 404")));
        assertEquals(List.of("a", "a"), handoff.storedNames());
        assertThat(handoff.events.notes().toString(), not(containsString("Deleted")));
    }

    @Test
    public void aDeletionWhoseAnswerWasLostIsOne() throws Exception {
        handoff.store("a", "older");
        handoff.fault(Fault.loseAnswer(), Route.DELETE_FILE);
        handoff.upload(one("out/a"), IfExists.REPLACE);
        assertEquals(List.of("a"), handoff.storedNames());
        assertEquals(2, handoff.requests(Route.DELETE_FILE));
        assertThat(handoff.events.notes().toString(), containsString("Deleted 1 older copy of a"));
    }

    @Test
    public void aDamagedCopyInAHiddenPackageIsSaidToStay() throws Exception {
        UploadRequest hidden = new UploadRequest(APP, one("out/a"), IfExists.SKIP_IDENTICAL, true, null);
        handoff.fault(Fault.corrupt(7), Route.UPLOAD);
        handoff.client().upload(handoff.workspace(), hidden);
        assertEquals(List.of("a", "a"), handoff.storedNames());
        assertThat(handoff.events.notes().toString(), containsString("The damaged copy stays in the package"));
    }

    @Test
    public void failingSendsNothingAndNamesEveryFile() {
        handoff.store("a", "1");
        handoff.store("b", "2");
        assertEquals(
                "The package app 1.0 already has a file a, and 'ifExists' is FAIL\n"
                        + "The package app 1.0 already has a file b, and 'ifExists' is FAIL",
                message(() -> handoff.upload(matching("*", "out"), IfExists.FAIL)));
        assertEquals(0, handoff.requests(Route.UPLOAD));
    }

    @Test
    public void failingForOneFileSendsNoneOfThem() {
        handoff.store("b", "2");
        message(() -> handoff.upload(matching("*", "out"), IfExists.FAIL));
        assertEquals(0, handoff.requests(Route.UPLOAD));
    }

    @Test
    public void failingWithoutAListAsksBeforeEachFile() throws Exception {
        handoff.token = DEPLOY;
        handoff.store("b", "2");
        assertThat(
                message(() -> handoff.upload(matching("*", "out"), IfExists.FAIL)),
                containsString("already has a file b"));
        assertEquals(List.of("a", "b"), handoff.storedNames());
    }

    @Test
    public void failingLetsNewFilesPass() throws Exception {
        handoff.store("other", "x");
        handoff.upload(matching("*", "out"), IfExists.FAIL);
        assertEquals(List.of("a", "b", "other"), handoff.storedNames());
    }

    @Test
    public void aGroupThatAllowsNoDuplicatesSaysSo() {
        handoff.registry().rules().duplicatesAllowed(false);
        handoff.store("a", "1");
        assertThat(
                message(() -> handoff.upload(one("out/a"))),
                allOf(
                        containsString("status 400: Bad request - Duplicate package is not allowed"),
                        containsString("use a new version")));
        assertEquals(1, handoff.requests(Route.UPLOAD));
    }

    @Test
    public void aFileAboveTheLimitIsRefusedBeforeItIsSent() throws Exception {
        handoff.write("large", 3_000_000);
        handoff.registry().options().workhorseLimit(1_000_000);
        assertThat(message(() -> handoff.upload(one("large"))), containsString("entity is too large"));
        handoff.registry().options().proxyLimit(1_000_000);
        assertThat(message(() -> handoff.upload(one("large"))), containsString("client_max_body_size"));
        assertEquals(
                List.of(0L, 0L),
                handoff.registry().requests().of(Route.UPLOAD).stream()
                        .map(request -> request.bodyBytes())
                        .toList());
    }

    private StoredFile newest() {
        return handoff.stored().stream()
                .filter(file -> file.fileName().equals("a"))
                .reduce((one, other) -> other)
                .orElseThrow();
    }
}
