package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.files.SpecialFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Devices, pipes and links at the place of a download: written into where the user named them, else refused. */
public class SpecialTargetsTest {
    private static final Path NULL = Path.of("/dev/null");

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private byte[] bytes;
    private Path in;

    @Before
    public void folder() throws Exception {
        bytes = Handoff.noise(300_000);
        handoff.store("f", bytes);
        in = Files.createDirectory(handoff.workspace().resolve("in"));
    }

    @Test
    public void aPipeWithTheNameOfAFileIsRefusedBeforeBytesAreAskedFor() throws Exception {
        Path pipe = SpecialFiles.pipe(in.resolve("f"));
        assertThat(
                message(() -> handoff.download(all("in"))),
                allOf(
                        containsString(in.resolve("f") + " is a device, a pipe or a socket"),
                        containsString("excludes")));
        assertTrue(isSpecial(pipe));
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
    }

    @Test
    public void aLinkToADeviceIsRefused() throws Exception {
        assumeTrue(Files.exists(NULL));
        SpecialFiles.link(in.resolve("f"), NULL);
        assertThat(message(() -> handoff.download(all("in"))), containsString("is a device, a pipe or a socket"));
        assertTrue(Files.isSymbolicLink(in.resolve("f")));
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
    }

    @Test
    public void aPipeInPlaceOfAFolderIsRefused() throws Exception {
        handoff.store("d%2Ff", bytes);
        Path pipe = SpecialFiles.pipe(in.resolve("d"));
        assertThat(message(() -> handoff.download(all("in"))), containsString("d in the target folder is"));
        assertTrue(isSpecial(pipe));
        message(() -> handoff.download(all("in/d")));
        message(() -> handoff.download(one("in/d/f")));
        assertTrue(isSpecial(pipe));
    }

    @Test
    public void aPipeThatTheUserNamesIsWrittenInto() throws Exception {
        Path pipe = SpecialFiles.pipe(in.resolve("pipe"));
        // Who opens both ends does not wait for the other one.
        FileChannel open = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FutureTask<byte[]> reader =
                new FutureTask<>(() -> Channels.newInputStream(open).readNBytes(bytes.length));
        new Thread(reader, "reader").start();
        assertEquals("in/pipe", handoff.download(one("in/pipe", "f")).get(0).path());
        assertArrayEquals(bytes, reader.get());
        open.close();
        assertTrue(isSpecial(pipe));
    }

    @Test
    public void aPipeThatNobodyReadsEndsTheDownload() throws Exception {
        Path pipe = SpecialFiles.pipe(in.resolve("pipe"));
        assertThat(
                message(() -> handoff.download(one("in/pipe", "f"))),
                is("Failed to write " + pipe
                        + ": nobody reads the pipe. Start what reads it before the download ends"));
    }

    @Test
    public void nothingUnverifiedIsWritten() throws Exception {
        SpecialFiles.pipe(in.resolve("pipe"));
        // It would be the failure that nobody reads the pipe.
        assertThat(
                message(() -> handoff.download(one("in/pipe", "f"), "0".repeat(64))),
                containsString("'sha256' asks for"));
    }

    @Test
    public void aDeviceBehindALinkThatTheUserNamesIsWrittenInto() throws Exception {
        assumeTrue(Files.exists(NULL));
        SpecialFiles.link(in.resolve("out"), NULL);
        FileSelection elsewhere = new FileSelection(in.resolve("out").toString(), "f", "", "", "new", "", false, true);
        assertFalse(handoff.download(elsewhere).get(0).skipped());
        assertTrue(Files.isSymbolicLink(in.resolve("out")));
        assertEquals(List.of("in/out"), handoff.tree());
    }

    @Test
    public void aFileBehindALinkThatTheUserNamesIsReplaced() throws Exception {
        Path real = handoff.root().resolve("real");
        Files.writeString(real, "old");
        SpecialFiles.link(in.resolve("out"), real);
        assertEquals("in/out", handoff.download(one("in/out", "f")).get(0).path());
        assertTrue(Files.isSymbolicLink(in.resolve("out")));
        assertArrayEquals(bytes, Files.readAllBytes(real));
        assertTrue(handoff.download(one("in/out", "f")).get(0).skipped());
    }

    @Test
    public void aLinkToNothingThatTheUserNamesIsRefused() throws Exception {
        SpecialFiles.link(in.resolve("out"), handoff.root().resolve("missing"));
        assertThat(
                message(() -> handoff.download(one("in/out", "f"))),
                containsString(in.resolve("out") + " is a link to nothing"));
        assertTrue(Files.isSymbolicLink(in.resolve("out")));
        assertFalse(Files.exists(handoff.root().resolve("missing")));
    }

    private static boolean isSpecial(Path path) throws Exception {
        return (boolean) Files.getAttribute(path, "isOther", LinkOption.NOFOLLOW_LINKS);
    }
}
