package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.files.SpecialFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
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
                        "note Links lead to some files again: they are uploaded once, and not by their names in sub/here and"
                                + " 1 other folder"),
                handoff.events.notes());
    }

    @Test
    public void aFolderHasThatNameByWhichAPatternTakesItsFiles() throws Exception {
        handoff.write("out/1.0/app.zip", 10);
        SpecialFiles.link(out.resolve("latest"), out.resolve("1.0"));
        handoff.upload(matching("**/latest/*.zip", "out"));
        assertEquals(List.of("latest%2Fapp.zip"), handoff.storedNames());
        assertEquals(List.of(), handoff.events.notes());
    }

    @Test
    public void eachFileOfAFolderGoesAlongByTheNameThatAPatternTakes() throws Exception {
        handoff.write("out/releases/1.0/app.zip", 10);
        handoff.write("out/releases/1.0/a.txt", 10);
        SpecialFiles.link(out.resolve("current"), out.resolve("releases/1.0"));
        handoff.upload(matching("releases/**/*.zip,current/*.txt", "out"));
        assertEquals(List.of("current%2Fa.txt", "releases%2F1.0%2Fapp.zip"), handoff.storedNames());
        assertEquals(List.of(), handoff.events.notes());
    }

    @Test
    public void aFileThatIsTakenByTwoNamesGoesAlongOnceAndThatIsSaid() throws Exception {
        handoff.write("out/releases/1.0/app.zip", 10);
        handoff.write("out/releases/1.0/a.txt", 10);
        SpecialFiles.link(out.resolve("current"), out.resolve("releases/1.0"));
        handoff.upload(matching("releases/**/*.zip,current/*", "out"));
        assertEquals(List.of("current%2Fa.txt", "releases%2F1.0%2Fapp.zip"), handoff.storedNames());
        assertEquals(
                List.of(
                        "note Links lead to some files again: they are uploaded once, and not by their names in current"),
                handoff.events.notes());
    }

    @Test
    public void whatDefaultExcludesHideByTwoNamesIsHiddenOnce() throws Exception {
        handoff.write("out/1.0/.gitignore", 10);
        SpecialFiles.link(out.resolve("latest"), out.resolve("1.0"));
        handoff.upload(matching("**, latest/*", "out"));
        assertThat(handoff.events.notes().get(0), startsWith("note Ant's default excludes leave out 1 file, such as"));
    }

    @Test
    public void aLinkThatLeadsNowhereIsLeftOutAndSaid() throws Exception {
        SpecialFiles.link(out.resolve("z"), out.resolve("gone"));
        SpecialFiles.link(out.resolve("sub/x"), out.resolve("gone"));
        SpecialFiles.link(out.resolve("sub/.git"), out.resolve("gone"));
        handoff.upload(new FileSelection("", "", "**", "**/.git", "out", "", false, true));
        assertEquals(List.of("sub%2Ff"), handoff.storedNames());
        assertEquals(List.of("note 2 links lead nowhere and are left out: sub/x and 1 other"), handoff.events.notes());
        assertThat(
                message(() -> handoff.upload(matching("*", "out"))),
                endsWith(
                        " matches '*' (set allowEmpty if that is all right). 1 link leads nowhere and is left out: z"));
    }

    @Test
    public void aLinkThatLeadsNowhereIsNamedIfItIsMeant() throws Exception {
        SpecialFiles.link(out.resolve("z"), out.resolve("gone"));
        String expected = "The file " + out.resolve("z") + " is a link that leads nowhere";
        assertEquals(expected, message(() -> handoff.upload(matching("z, sub/*", "out"))));
        assertEquals(expected, message(() -> handoff.upload(one("out/z"))));
        assertEquals(List.of(), handoff.registry().requests().all());
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
        handoff.upload(matching("**/l1/**/l2/**/l3/*/*, **/l*/**/l*/**, sub/f", "out"));
        assertEquals(List.of("sub%2Ff"), handoff.storedNames());
    }

    @Test
    public void linksToTheFolderThatTheyAreInTakeNoTime() throws Exception {
        for (int i = 0; i < 20; i++) {
            SpecialFiles.link(out.resolve("sub/" + i), out.resolve("sub"));
        }
        handoff.upload(matching("**/1?/**/f, **/2/**/g, */*/*/*/*/*/*/*/*/*/*/*/h", "out"));
        assertEquals(List.of("sub%2F10%2Ff"), handoff.storedNames());
    }
}
