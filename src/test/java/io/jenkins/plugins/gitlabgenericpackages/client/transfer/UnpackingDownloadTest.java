package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP_SOURCE;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.SOON;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.Interruption;
import io.jenkins.plugins.gitlabgenericpackages.client.files.SpecialFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What is unpacked is in its place as a whole, or not at all. */
public class UnpackingDownloadTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Rule
    public final Interruption interruption = new Interruption(handoff);

    private List<String> before = List.of();

    @Before
    public void filesThatAreThere() throws Exception {
        handoff.parallel = 1;
        handoff.write("in/old", 10);
        handoff.write("in/lib/old", 10);
        before = handoff.tree();
    }

    @Test
    public void whatIsThereBesidesStays() throws Exception {
        handoff.store("a.zip", zip("new", "lib/new", "lib/both"));
        handoff.store("b.zip", zip("lib/both", "b"));
        List<TransferredFile> files = unpack(all("in"));
        assertEquals(
                List.of("a.zip in", "b.zip in"),
                files.stream().map(file -> file.fileName() + " " + file.path()).toList());
        assertEquals(files, handoff.events.finished());
        assertEquals(List.of("in/b", "in/lib/both", "in/lib/new", "in/lib/old", "in/new", "in/old"), handoff.tree());
        assertEquals("lib/both", new String(handoff.read("in/lib/both")));
    }

    /** Programs for several systems have one name in all their archives: the last one would be the only one. */
    @Test
    public void noArchiveReplacesWhatAnotherHas() throws Exception {
        handoff.store("a.zip", zip("new", "bin/app"));
        handoff.store("b.zip", zip("LICENSE"));
        handoff.store("c.zip", zipOf("bin/app", "for another system"));
        String dir = handoff.workspace().resolve("in").toString();
        assertThat(
                message(() -> unpack(all("in"))),
                is("Failed to unpack c.zip: '" + Path.of("bin/app") + "' came with other content before, from one of"
                        + " a.zip, b.zip: give each archive a download and a 'dir' of its own. " + dir
                        + " is as it was"));
        assertAsBefore();
        assertThat(
                message(() -> unpack(matching("a.zip,c.zip", "in"))),
                containsString("'" + Path.of("bin/app") + "' came with other content before, from a.zip: "));
        assertAsBefore();
        handoff.store("d.zip", zip("bin"));
        assertThat(message(() -> unpack(matching("a.zip,d.zip", "in"))), containsString("'bin' came with other"));
        assertAsBefore();
    }

    @Test
    public void whatIsStrippedIsToldOrRefused() throws Exception {
        handoff.store("a.zip", zip("README", "app/run", "LICENSE"));
        assertThat(message(() -> unpack(all("in"), 2)), containsString("nothing is left of its 3 files and links"));
        assertAsBefore();
        unpack(all("in"), 1);
        assertEquals(
                List.of("note Unpacked a.zip: 1 entry, 7 B ('stripComponents' left out 2 files or links)"),
                handoff.events.notes());
        assertEquals(List.of("in/lib/old", "in/old", "in/run"), handoff.tree());
    }

    @Test
    public void archivesComeAgainEachTime() throws Exception {
        handoff.store("a.zip", zip("new"));
        unpack(all("in"));
        assertEquals(false, unpack(all("in")).get(0).skipped());
        assertEquals(2, handoff.requests(Route.DOWNLOAD));
    }

    @Test
    public void foldersAreMadeWhereThereAreNone() throws Exception {
        handoff.store("a.zip", zip("new"));
        unpack(all("deep/er/still"));
        assertTrue(Files.exists(handoff.workspace().resolve("deep/er/still/new")));
    }

    /** Whoever stands in it would be left behind: a shell, or a container that has it mounted. */
    @Test
    public void aFolderThatIsThereStaysTheSame() throws Exception {
        Path empty = Files.createDirectory(handoff.workspace().resolve("empty"));
        Object key = Files.readAttributes(empty, BasicFileAttributes.class).fileKey();
        handoff.store("a.zip", zip("new"));
        unpack(all("empty"));
        assertTrue(Files.exists(empty.resolve("new")));
        assertEquals(key, Files.readAttributes(empty, BasicFileAttributes.class).fileKey());
    }

    @Test
    public void aTemporaryFolderOnAnotherDiskIsOfNoUse() throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isDirectory(memory)
                && !Files.getFileStore(memory).equals(Files.getFileStore(handoff.workspace())));
        Path elsewhere = Files.createTempDirectory(memory, "unpacking");
        handoff.temporary = Optional.of(elsewhere);
        handoff.store("a.zip", zip("new"));
        handoff.events.atNote(text -> assertEquals(List.of(), handoff.tree(elsewhere)));
        try {
            unpack(all("in"));
        } finally {
            Files.delete(elsewhere);
        }
        assertEquals(1, handoff.events.notes().size());
        assertTrue(Files.exists(handoff.workspace().resolve("in/new")));
    }

    @Test
    public void aTokenThatCannotListIsToldToNameTheArchive() {
        handoff.token = Handoff.tokens().get(1);
        handoff.store("a.zip", "x");
        assertThat(message(() -> unpack(all("in"))), containsString("Name each file with 'fileName', "));
    }

    @Test
    public void aLinkToAFolderLeadsThere() throws Exception {
        SpecialFiles.link(
                handoff.workspace().resolve("linked"), handoff.workspace().resolve("in"));
        handoff.store("a.zip", zip("new"));
        assertEquals("linked", unpack(all("linked")).get(0).path());
        assertTrue(Files.exists(handoff.workspace().resolve("in/new")));
        assertTrue(Files.isSymbolicLink(handoff.workspace().resolve("linked")));
    }

    @Test
    public void otherFilesAreRefusedBeforeAnythingIsDownloaded() throws Exception {
        handoff.store("a.zip", zip("new"));
        handoff.store("README.md", "x");
        handoff.store("app.jar", "x");
        assertThat(
                message(() -> unpack(all("in"))),
                allOf(containsString("README.md, app.jar are no archives"), containsString("'includes'")));
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
        unpack(matching("*.zip", "in"));
    }

    @Test
    public void aFileInThePlaceOfTheFolderIsKept() throws Exception {
        handoff.store("a.zip", zip("new"));
        for (String dir : List.of("in/old", "in/old/deeper")) {
            assertThat(
                    message(() -> unpack(all(dir))),
                    startsWith("There is a file, or a link that leads nowhere, at "
                            + handoff.workspace().resolve("in/old")));
        }
        assertAsBefore();
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
    }

    @Test
    public void nothingIsUnpackedBeforeAllAreVerified() throws Exception {
        handoff.retries = 0;
        handoff.store("a.zip", zip("new"));
        handoff.store("b.zip", zip("lib/new"));
        handoff.fault(Fault.corrupt(10).matching("b.zip"), Route.DOWNLOAD);
        assertThat(message(() -> unpack(all("in"))), containsString("1 of 2 files failed\n"));
        assertAsBefore();
        assertEquals(List.of(), handoff.events.notes());
    }

    @Test
    public void oneThatIsRefusedKeepsTheOthersOut() throws Exception {
        handoff.store("a.zip", zip("new"));
        handoff.store("b.zip", zip("lib/new", "../../out"));
        String dir = handoff.workspace().resolve("in").toString();
        assertThat(
                message(() -> unpack(all("in"))),
                allOf(containsString("b.zip"), containsString("'../../out'"), endsWith(". " + dir + " is as it was")));
        assertAsBefore();
    }

    @Test
    public void damagedOnesAreRefused() throws Exception {
        for (String name : List.of("a.zip", "a.tar", "a.tar.gz", "a.tar.bz2", "a.tar.xz")) {
            handoff.store(name, Handoff.noise(100_000));
            String message = message(() -> unpack(matching(name, "in")));
            assertThat(message, containsString("Failed to unpack "));
            assertThat(message, containsString(name));
            assertAsBefore();
        }
    }

    @Test
    public void aFolderInThePlaceOfAFileKeepsAllAsItWas() throws Exception {
        handoff.store("a.zip", zip("lib", "new"));
        assertThat(message(() -> unpack(all("in"))), containsString("is a folder"));
        assertAsBefore();
    }

    @Test
    public void anAbortInTheDownloadLeavesNothing() throws Exception {
        handoff.store("a.zip", Handoff.noise(3_000_000));
        Fault fault = handoff.fault(Fault.stallInBody(1_000_000), Route.DOWNLOAD);
        interruption.ends(() -> unpack(all("in")), () -> fault.awaitReached(SOON));
        assertAsBefore();
    }

    @Test
    public void anAbortBetweenTwoArchivesLeavesNothing() throws Exception {
        handoff.store("a.zip", zip("new"));
        handoff.store("b.zip", zip("lib/new"));
        CountDownLatch unpacked = new CountDownLatch(1);
        handoff.events.atNote(text -> {
            unpacked.countDown();
            awaitInterruption();
        });
        interruption.ends(() -> unpack(all("in")), () -> unpacked.await(20, TimeUnit.SECONDS));
        assertAsBefore();
        assertEquals(List.of("note Unpacked a.zip: 1 entry, 3 B"), handoff.events.notes());
    }

    @Test
    public void anAbortAfterTheLastArchiveChangesNothing() throws Exception {
        handoff.store("a.zip", zip("new"));
        CountDownLatch unpacked = new CountDownLatch(1);
        handoff.events.atNote(text -> {
            unpacked.countDown();
            awaitInterruption();
        });
        interruption.ends(() -> unpack(all("in")), () -> unpacked.await(20, TimeUnit.SECONDS));
        assertAsBefore();
    }

    /** Returns in the thread that works as soon as it was interrupted. */
    private static void awaitInterruption() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<TransferredFile> unpack(FileSelection files) throws IOException, InterruptedException {
        return unpack(files, 0);
    }

    private List<TransferredFile> unpack(FileSelection files, int stripComponents)
            throws IOException, InterruptedException {
        DownloadRequest request = DownloadRequest.of(APP_SOURCE, files, "", "", true, stripComponents);
        return handoff.client().download(handoff.workspace(), request);
    }

    /** Nothing is told to be finished that is not there. */
    private void assertAsBefore() throws IOException {
        assertEquals(before, handoff.tree());
        assertEquals(List.of(), handoff.events.finished());
    }

    /** Returns an archive of files that hold their names. */
    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] zipOf(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes());
        }
        return bytes.toByteArray();
    }
}
