package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP_SOURCE;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.files.SpecialFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A folder goes into one archive, through GitLab, and becomes that folder again. */
public class ArchiveRoundTripTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Before
    public void folder() throws Exception {
        handoff.write("out/bin/run", 300_000);
        handoff.write("out/no name for GitLab", 10);
        Files.createDirectory(handoff.workspace().resolve("out/empty"));
    }

    @Test
    public void wholeFoldersSurvive() throws Exception {
        boolean isRunnable = handoff.workspace().resolve("out/bin/run").toFile().setExecutable(true)
                && !Files.isExecutable(handoff.workspace().resolve("out/no name for GitLab"));
        SpecialFiles.link(handoff.workspace().resolve("out/current"), Path.of("bin"));
        for (String archive : List.of("app.tar.gz", "app.tgz", "app.tar", "app.zip")) {
            TransferredFile up = upload(matching("", "out"), archive).get(0);
            assertEquals(archive, up.fileName());
            assertEquals("out", up.path());

            String dir = "in " + archive;
            TransferredFile down = unpack(named(archive, dir), 0).get(0);
            assertEquals(archive, down.fileName());
            assertEquals(dir, down.path());
            assertEquals(up.sha256(), down.sha256());
            assertEquals(
                    List.of(dir + "/bin/run", dir + "/current", dir + "/no name for GitLab"),
                    handoff.tree().stream()
                            .filter(name -> name.startsWith(dir + "/"))
                            .toList());
            Path in = handoff.workspace().resolve(dir);
            assertEquals(-1, Files.mismatch(in.resolve("bin/run"), in.resolveSibling("out/bin/run")));
            assertEquals(isRunnable, Files.isExecutable(in.resolve("bin/run")) && isRunnable);
            assertEquals(Path.of("bin"), Files.readSymbolicLink(in.resolve("current")));
            assertTrue(Files.isDirectory(in.resolve("empty")));
        }
        assertThat(handoff.events.notes().get(0), startsWith("note Packed 5 entries, 293.0 KiB, into app.tar.gz, "));
        assertEquals(
                "note Unpacked app.tar.gz: 5 entries, 293.0 KiB",
                handoff.events.notes().get(1));
    }

    @Test
    public void patternsSelectAndNamesGoBelowThePath() throws Exception {
        upload(new FileSelection("", "", "bin/**", "", "out", "v1", false, true), "sub/app.zip");
        assertEquals(List.of("v1%2Fsub%2Fapp.zip"), handoff.storedNames());
        unpack(new FileSelection("", "sub/app.zip", "", "", "in", "v1", false, true), 1);
        assertEquals(
                List.of("in/run"),
                handoff.tree().stream().filter(name -> name.startsWith("in/")).toList());
    }

    @Test
    public void theBaseItselfIsADot() throws Exception {
        assertEquals(".", upload(matching("out/**", ""), "app.zip").get(0).path());
        assertEquals(".", unpack(named("app.zip", ""), 0).get(0).path());
    }

    @Test
    public void defaultExcludesStayOut() throws Exception {
        handoff.write("out/.gitignore", 10);
        upload(matching("", "out"), "app.zip");
        unpack(named("app.zip", "in"), 0);
        assertTrue(Files.notExists(handoff.workspace().resolve("in/.gitignore")));
    }

    @Test
    public void everyTokenUnpacksWhatIsNamed() throws Exception {
        upload(matching("", "out"), "app.tar.gz");
        for (Token token : Handoff.tokens()) {
            handoff.token = token;
            String dir = token.words().replaceAll("\\W", "");
            unpack(named("app.tar.gz", dir), 0);
            assertTrue(Files.exists(handoff.workspace().resolve(dir + "/bin/run")));
        }
    }

    @Test
    public void aDeployTokenUnpacksWhatTheChecksumFileNames() throws Exception {
        UploadRequest request =
                UploadRequest.of(APP, matching("", "out"), IfExists.SKIP_IDENTICAL, false, "SHA256SUMS", "app.tar.gz");
        handoff.client().upload(handoff.workspace(), request);
        assertEquals(List.of("SHA256SUMS", "app.tar.gz"), handoff.storedNames());
        handoff.token = Handoff.tokens().get(1);
        DownloadRequest whole = DownloadRequest.of(APP_SOURCE, matching("", "in"), "", "SHA256SUMS", true, 0);
        List<TransferredFile> files = handoff.client().download(handoff.workspace(), whole);
        assertEquals(
                List.of("app.tar.gz"),
                files.stream().map(TransferredFile::fileName).toList());
        assertTrue(Files.exists(handoff.workspace().resolve("in/bin/run")));
        assertTrue(Files.notExists(handoff.workspace().resolve("in/SHA256SUMS")));
    }

    @Test
    public void policiesHoldForTheArchive() throws Exception {
        assertEquals(false, upload(IfExists.FAIL).get(0).skipped());
        assertEquals(true, upload(IfExists.SKIP_IDENTICAL).get(0).skipped());
        assertThat(message(() -> upload(IfExists.FAIL)), containsString("already has a file app.tar.gz"));
        upload(IfExists.ADD);
        assertEquals(List.of("app.tar.gz", "app.tar.gz"), handoff.storedNames());
        upload(IfExists.REPLACE);
        assertEquals(List.of("app.tar.gz"), handoff.storedNames());
        assertEquals(3, handoff.requests(Route.UPLOAD));
        assertNothingLeft();
    }

    @Test
    public void nothingToPackIsAnErrorUnlessAllowed() throws Exception {
        FileSelection none = new FileSelection("", "", "none/**", "", "out", "", true, true);
        assertEquals(List.of(), upload(none, "app.zip"));
        assertThat(message(() -> upload(matching("none/**", "out"), "app.zip")), containsString("'none/**'"));
        assertEquals(0, handoff.requests(Route.UPLOAD));
    }

    /** They are not followed into an archive, so there is nothing to pack, and nothing else to send in its place. */
    @Test
    public void filesBehindLinksAreNoneOfTheArchive() throws Exception {
        SpecialFiles.link(handoff.workspace().resolve("out/linked"), Path.of("bin"));
        FileSelection behind = new FileSelection("", "", "linked/*", "", "out", "", true, true);
        assertEquals(List.of(), upload(behind, "app.zip"));
        assertEquals(List.of(), handoff.storedNames());
    }

    @Test
    public void temporaryFilesAreWhereTheyAreWanted() throws Exception {
        Path beside = handoff.root().resolve("workspace@tmp");
        handoff.temporary = Optional.of(beside);
        handoff.events.atNote(text -> assertEquals(1, handoff.tree(beside).size()));
        upload(matching("", "out"), "app.zip");
        unpack(named("app.zip", "in"), 0);
        assertEquals(2, handoff.events.notes().size());
        assertEquals(List.of(), handoff.tree(beside));
    }

    @Test
    public void roomIsLookedForBeforehand() throws Exception {
        for (String name : List.of("out/large", "out/larger")) {
            assumeTrue(
                    "This file system has no files with holes",
                    SpecialFiles.hole(handoff.workspace().resolve(name), 4L << 40));
        }
        assertThat(
                message(() -> upload(matching("", "out"), "app.tar")),
                startsWith("There is no room to pack app.tar: the files have 8.0 TiB, and "));
        // Nobody knows what the files become by being compressed.
        for (String archive : List.of("app.tar.gz", "app.zip")) {
            handoff.events.atNote(text -> Thread.currentThread().interrupt());
            assertThrows(InterruptedException.class, () -> upload(matching("", "out"), archive));
            assertThat(
                    handoff.events.notes().toString(),
                    containsString("There may be no room to pack " + archive + ": the files have 8.0 TiB, and "));
        }
        assertEquals(0, handoff.requests(Route.UPLOAD));
        assertNothingLeft();
    }

    private static FileSelection named(String archive, String dir) {
        return new FileSelection("", archive, "", "", dir, "", false, true);
    }

    private List<TransferredFile> upload(IfExists policy) throws IOException, InterruptedException {
        return upload(matching("", "out"), policy, "app.tar.gz");
    }

    private List<TransferredFile> upload(FileSelection files, String archive) throws IOException, InterruptedException {
        return upload(files, IfExists.SKIP_IDENTICAL, archive);
    }

    private List<TransferredFile> upload(FileSelection files, IfExists policy, String archive)
            throws IOException, InterruptedException {
        return handoff.client().upload(handoff.workspace(), UploadRequest.of(APP, files, policy, false, "", archive));
    }

    private List<TransferredFile> unpack(FileSelection files, int stripComponents)
            throws IOException, InterruptedException {
        DownloadRequest request = DownloadRequest.of(APP_SOURCE, files, "", "", true, stripComponents);
        List<TransferredFile> unpacked = handoff.client().download(handoff.workspace(), request);
        assertNothingLeft();
        return unpacked;
    }

    private void assertNothingLeft() throws IOException {
        assertEquals(
                List.of(),
                handoff.tree().stream()
                        .filter(name -> name.contains(".gitlab-"))
                        .toList());
    }
}
