package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.files.SpecialFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Links among what an upload takes along. */
public class LinkedFoldersTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private Path out;

    @Before
    public void file() throws Exception {
        handoff.write("out/sub/f", 10);
        out = handoff.workspace().resolve("out");
    }

    @Test
    public void aLinkToAFolderAboveDoublesNothing() throws Exception {
        SpecialFiles.link(out.resolve("sub/up"), out);
        SpecialFiles.link(out.resolve("sub/here"), out.resolve("sub"));
        handoff.upload(matching("**", "out"));
        assertEquals(List.of("sub%2Ff"), handoff.storedNames());
        assertEquals(
                List.of(
                        "note 2 links lead to folders whose files go along by another name, and nothing goes along by its"
                                + " own: sub/here and others"),
                handoff.events.notes());
    }

    @Test
    public void ofTwoNamesOfAFolderTheRealOneCounts() throws Exception {
        SpecialFiles.link(out.resolve("a-link"), out.resolve("sub"));
        SpecialFiles.link(out.resolve("z-link"), out.resolve("sub"));
        handoff.upload(matching("**", "out"));
        assertEquals(List.of("sub%2Ff"), handoff.storedNames());
    }

    @Test
    public void aLinkIsTheNameOfAFolderThatNoPatternReaches() throws Exception {
        handoff.write("elsewhere/g", 10);
        SpecialFiles.link(out.resolve("link"), handoff.workspace().resolve("elsewhere"));
        SpecialFiles.link(out.resolve("file"), handoff.workspace().resolve("elsewhere/g"));
        handoff.upload(matching("**", "out"));
        assertEquals(List.of("file", "link%2Fg", "sub%2Ff"), handoff.storedNames());
        assertEquals(List.of(), handoff.events.notes());
    }

    @Test
    public void aNameBelowALinkGoesAlong() throws Exception {
        SpecialFiles.link(out.resolve("link"), out.resolve("sub"));
        handoff.upload(matching("sub/*, link/f", "out"));
        assertEquals(List.of("link%2Ff", "sub%2Ff"), handoff.storedNames());
    }

    @Test
    public void manyLinksToEachOtherTakeNoTime() throws Exception {
        for (int i = 0; i < 30; i++) {
            Files.createDirectory(out.resolve("d" + i));
        }
        for (int i = 0; i < 30; i++) {
            for (int j = 0; j < 30; j++) {
                SpecialFiles.link(out.resolve("d" + i + "/l" + j), out.resolve("d" + j));
            }
        }
        handoff.upload(matching("**/f", "out"));
        assertEquals(List.of("sub%2Ff"), handoff.storedNames());
    }
}
