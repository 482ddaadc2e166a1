package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeNoException;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Symbolic links, folders and files where a download wants to write. */
public class TargetLinksTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private Path outside;
    private Path in;

    @Before
    public void folders() throws IOException {
        outside = Files.createDirectory(handoff.root().resolve("outside"));
        in = Files.createDirectory(handoff.workspace().resolve("in"));
    }

    @Test
    public void aLinkToAFolderOutsideIsNotFollowed() throws Exception {
        link(in.resolve("d"), outside);
        handoff.store("d%2Ff", "x");
        handoff.store("d%2Fe%2Fg", "x");
        assertThat(
                message(() -> handoff.download(all("in"))),
                containsString("d in the target folder is a link out of it, or a file"));
        assertEquals(List.of("in/d"), handoff.tree());
        assertFalse(Files.exists(outside.resolve("e")));
    }

    @Test
    public void pathsAreToldAsTheUserKnowsThem() throws Exception {
        Path workspace = handoff.root().resolve("link");
        link(workspace, handoff.workspace());
        link(handoff.workspace().resolve("dl"), in);
        handoff.store("d%2Ff", "x");
        DownloadRequest request = DownloadRequest.of(Handoff.APP_SOURCE, all("dl"), "", "");
        assertEquals(
                "dl/d/f", handoff.client().download(workspace, request).get(0).path());
    }

    @Test
    public void aFileInTheWayOfTheTargetFolderIsTold() throws Exception {
        handoff.write("taken", 1);
        handoff.store("f", "x");
        assertThat(message(() -> handoff.download(all("taken"))), containsString("taken: a file is there already"));
    }

    @Test
    public void aLinkInPlaceOfTheFileIsReplacedNotWrittenThrough() throws Exception {
        Path victim = Files.writeString(outside.resolve("victim"), "untouched");
        link(in.resolve("f"), victim);
        handoff.store("f", "x");
        handoff.download(all("in"));
        assertEquals("untouched", Files.readString(victim));
        assertFalse(Files.isSymbolicLink(in.resolve("f")));
        assertEquals("x", Files.readString(in.resolve("f")));
    }

    @Test
    public void aLinkToAnIdenticalFileIsReplacedToo() throws Exception {
        link(in.resolve("f"), Files.writeString(outside.resolve("victim"), "x"));
        handoff.store("f", "x");
        assertFalse(handoff.download(all("in")).get(0).skipped());
        assertFalse(Files.isSymbolicLink(in.resolve("f")));
    }

    @Test
    public void aDanglingLinkMakesNothingOutside() throws Exception {
        link(in.resolve("f"), outside.resolve("new"));
        link(in.resolve("d"), outside.resolve("newdir"));
        handoff.store("f", "x");
        handoff.store("d%2Ff", "x");
        message(() -> handoff.download(all("in")));
        assertTrue(Files.notExists(outside.resolve("new")));
        assertTrue(Files.notExists(outside.resolve("newdir")));
        assertEquals("x", Files.readString(in.resolve("f")));
    }

    @Test
    public void aFolderInPlaceOfTheFileIsAnError() throws Exception {
        Files.createDirectory(in.resolve("f"));
        handoff.store("f", "x");
        assertThat(message(() -> handoff.download(all("in"))), containsString("There is a folder at"));
        assertThat(message(() -> handoff.download(one("in/f"))), containsString("There is a folder at"));
        assertEquals(List.of(), handoff.tree());
    }

    private static void link(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (UnsupportedOperationException | IOException e) {
            assumeNoException("This system makes no symbolic links", e);
        }
    }
}
