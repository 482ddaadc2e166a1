package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP_SOURCE;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class SelectionTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void aSingleFileCanHaveAnotherNameAndFoldersInThePackage() throws Exception {
        handoff.write("a.bin", 10);
        assertEquals(
                "x/y/b.bin", handoff.upload(one("a.bin", "x/y/b.bin")).get(0).fileName());
        handoff.upload(new FileSelection("a.bin", "c.bin", "", "", "", "/deep/er/", false, true));
        assertEquals(List.of("deep%2Fer%2Fc.bin", "x%2Fy%2Fb.bin"), handoff.storedNames());

        handoff.download(one("there/a", "x/y/b.bin"));
        handoff.download(new FileSelection("there/c.bin", "", "", "", "", "deep/er", false, true));
        assertEquals(List.of("a.bin", "there/a", "there/c.bin"), handoff.tree());
    }

    @Test
    public void aFileNameAloneGoesIntoTheFolderUnderItsLastPart() throws Exception {
        handoff.store("x%2Fy%2Fb.bin", "b");
        TransferredFile file = handoff.download(new FileSelection("", "x/y/b.bin", "", "", "in", "", false, true))
                .get(0);
        assertEquals("in/b.bin", file.path());
        assertEquals(List.of("in/b.bin"), handoff.tree());
    }

    @Test
    public void patternsUploadBelowAPath() throws Exception {
        byte[] a = handoff.write("out/a.zip", 10);
        handoff.write("out/sub/b.zip", 20);
        handoff.write("out/sub/skip.zip", 30);
        handoff.write("out/c.txt", 40);
        List<TransferredFile> files =
                handoff.upload(new FileSelection("", "", "**/*.zip", "**/skip*", "out", "dist", false, true));
        assertEquals(
                List.of("dist/a.zip", "dist/sub/b.zip"),
                files.stream().map(TransferredFile::fileName).toList());
        assertEquals(
                List.of("out/a.zip", "out/sub/b.zip"),
                files.stream().map(TransferredFile::path).toList());
        assertEquals(List.of("dist%2Fa.zip", "dist%2Fsub%2Fb.zip"), handoff.storedNames());

        handoff.download(new FileSelection("", "", "", "", "in", "dist", false, true));
        assertArrayEquals(a, handoff.read("in/a.zip"));
        assertEquals(20, handoff.read("in/sub/b.zip").length);
    }

    @Test
    public void patternsSelectWhatIsDownloaded() throws Exception {
        for (String name : List.of("a.zip", "d%2Fb.zip", "d%2Fskip.zip", "d%2Fc.txt", "dd%2Fe.zip")) {
            handoff.store(name, name);
        }
        handoff.download(new FileSelection("", "", "d/*.zip, *.zip", "**/skip*", "in", "", false, true));
        assertEquals(List.of("in/a.zip", "in/d/b.zip"), handoff.tree());
    }

    @Test
    public void aPathIsAWholeFolder() throws Exception {
        for (String name : List.of("d%2Fa", "dd%2Fa", "d")) {
            handoff.store(name, name);
        }
        handoff.download(new FileSelection("", "", "", "", "in", "d", false, true));
        assertEquals(List.of("in/a"), handoff.tree());
    }

    private static FileSelection flat(String includes, String dir) {
        return new FileSelection("", "", includes, "", dir, "", false, true, true);
    }

    @Test
    public void filesLoseTheirFoldersIfThatIsWanted() throws Exception {
        handoff.write("out/d/a.txt", 1);
        handoff.write("out/d/e/b.txt", 2);
        handoff.upload(flat("**/a.txt, d/e/b.txt", "out"));
        assertEquals(List.of("a.txt", "b.txt"), handoff.storedNames());
        handoff.store("f%2Fc.txt", "c");
        handoff.download(flat("*.txt, f/c.txt", "in"));
        assertEquals(List.of("in/a.txt", "in/b.txt", "in/c.txt", "out/d/a.txt", "out/d/e/b.txt"), handoff.tree());
    }

    @Test
    public void twoFilesThatWouldBeOneAreNamedBeforeAnythingIsDone() throws Exception {
        handoff.write("out/d/a.txt", 1);
        handoff.write("out/e/a.txt", 2);
        assertThat(
                message(() -> handoff.upload(flat("**", "out"))),
                containsString("The files 'd/a.txt' and 'e/a.txt' would both be 'a.txt' in the package"));
        assertEquals(0, handoff.requests(Route.UPLOAD));
        handoff.store("d%2Fb.txt", "b");
        handoff.store("b.txt", "b");
        assertThat(
                message(() -> handoff.download(flat("", "in"))),
                containsString("The files 'b.txt' and 'd/b.txt' of the package would both be 'b.txt'"));
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
        assertEquals(List.of("out/d/a.txt", "out/e/a.txt"), handoff.tree());
    }

    @Test
    public void matchingNothingIsAnErrorUnlessAllowed() throws Exception {
        handoff.store("a.txt", "a");
        assertThat(
                message(() -> handoff.download(matching("*.zip", "in"))),
                containsString("No file of app 1.0 matches '*.zip' (set allowEmpty"));
        assertThat(message(() -> handoff.upload(matching("*.zip", ""))), containsString("matches '*.zip'"));
        assertEquals(List.of(), handoff.download(new FileSelection("", "", "*.zip", "", "", "", true, true)));
        assertEquals(List.of(), handoff.upload(new FileSelection("", "", "*.zip", "", "", "", true, true)));
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void aPackageThatIsNotThereIsNamed() {
        assertThat(message(() -> handoff.download(all("in"))), containsString("There is no package app 1.0 in"));
        String one = message(() -> handoff.download(one("in/f")));
        assertThat(one, containsString("Failed to download f at http://127.0.0.1"));
        assertThat(one, containsString("status 404"));
    }

    @Test
    public void ofTwoFilesOfOneNameTheNewestIsTaken() throws Exception {
        handoff.store("d%2Ff", "old");
        handoff.store("d%2Ff", "newest");
        assertEquals(1, handoff.download(all("in")).size());
        assertEquals("newest", new String(handoff.read("in/d/f")));
        handoff.download(one("single", "d/f"));
        assertEquals("newest", new String(handoff.read("single")));
        assertEquals(2, handoff.client().files(APP_SOURCE).size());
    }

    @Test
    public void theSameNameOfAnotherCaseIsAnotherPackage() throws Exception {
        handoff.registry().options().versionFilter(false);
        handoff.store("f", "right");
        handoff.registry().addFile(7, "App", "1.0", "wrong", new byte[1]);
        handoff.registry().addFile(7, "app", "1.0.1", "wrong", new byte[1]);
        handoff.download(all("in"));
        assertEquals(List.of("in/f"), handoff.tree());
    }

    @Test
    public void aContextPathAndAMovedProjectMakeNoDifference() throws Exception {
        handoff.use(StandInRegistry.builder(handoff.root().resolve("registry"))
                .contextPath("/gitlab")
                .project(Project.DEFAULT.movedFrom("old/app")));
        handoff.projectId = "old/app";
        handoff.write("f", 100_000);
        handoff.upload(one("f"));
        handoff.gitlabUrl += "/api/v4/";
        handoff.download(all("in"));
        assertEquals(List.of("f", "in/f"), handoff.tree());
    }
}
