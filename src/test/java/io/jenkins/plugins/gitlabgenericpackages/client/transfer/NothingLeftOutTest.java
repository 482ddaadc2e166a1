package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.hasItem;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeFalse;
import static org.junit.Assume.assumeNoException;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What is named is uploaded or fails; the log says what is left out for another reason. */
public class NothingLeftOutTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void eachNameWithoutWildcardsMustBeThereToBeSent() throws Exception {
        handoff.write("a.txt", 1);
        handoff.write("b.txt", 1);
        assertThat(
                message(() -> handoff.upload(matching("a.txt, sub/c.txt, *.txt, d.txt", ""))),
                is("No file in " + handoff.workspace().resolve("") + " matches 'sub/c.txt', 'd.txt' (set allowEmpty if"
                        + " that is all right). In " + handoff.workspace() + " there is no sub, but a.txt, b.txt. In "
                        + handoff.workspace() + " there is no d.txt, but a.txt, b.txt"));
        assertEquals(List.of(), handoff.registry().requests().all());
        handoff.upload(new FileSelection("", "", "a.txt,d.txt", "", "", "", true, true));
        handoff.upload(new FileSelection("", "", "a.txt,b.txt", "b.*", "", "", false, true));
        assertEquals(List.of("a.txt"), handoff.storedNames());
    }

    @Test
    public void eachNameWithoutWildcardsMustBeThereToBeFetched() throws Exception {
        handoff.store("a.txt", "a");
        handoff.store("b.txt", "b");
        assertThat(
                message(() -> handoff.download(matching("a.txt, sub/c.txt, *.txt, d.txt", "in"))),
                is(
                        "No file of app 1.0 matches 'sub/c.txt', 'd.txt' (set allowEmpty if that is all right). There are a.txt,"
                                + " b.txt"));
        assertEquals(List.of(), handoff.tree());
        handoff.download(new FileSelection("", "", "a.txt,d.txt", "", "in", "", true, true));
        handoff.download(new FileSelection("", "", "a.txt,b.txt", "b.*", "in", "", false, true));
        assertEquals(List.of("in/a.txt"), handoff.tree());
    }

    @Test
    public void whatIsNamedInFullIsNotExcludedByDefault() throws Exception {
        handoff.write("out/.gitignore", 1);
        handoff.write("out/.git/config", 1);
        handoff.write("out/a~", 1);
        handoff.upload(matching(".gitignore, .git\\config", "out"));
        assertEquals(List.of(".git%2Fconfig", ".gitignore"), handoff.storedNames());
        handoff.download(matching(".gitignore", "in"));
        assertEquals(List.of("in/.gitignore", "out/.git/config", "out/.gitignore", "out/a~"), handoff.tree());
    }

    @Test
    public void theLogSaysHowManyTheDefaultExcludesHide() throws Exception {
        handoff.write("out/.git/config", 1);
        handoff.write("out/.git/objects/00/0", 1);
        handoff.write("out/sub/.gitignore", 1);
        handoff.write("out/sub/.svn/no.txt", 1);
        handoff.write("out/a", 1);
        handoff.upload(new FileSelection("", "", "**", "**/*.txt", "out", "", false, true));
        String hidden = "note Ant's default excludes leave out 3 files, such as .git/config (set defaultExcludes to"
                + " false to include them)";
        assertThat(handoff.events.notes(), hasItem(hidden));
        handoff.store("sub%2F.gitignore", "x");
        handoff.download(matching("**", "in"));
        assertThat(
                handoff.events.notes(),
                hasItem(startsWith("note Ant's default excludes leave out 1 file, such as sub/.gitignore (")));
        assertThat(
                message(() -> handoff.upload(matching(".git*", "out/sub"))),
                containsString(" right). Ant's default excludes leave out 1 file, such as .gitignore ("));
    }

    @Test
    public void aWholePackageIsWhole() throws Exception {
        handoff.store(".gitignore", "x");
        handoff.store("a", "x");
        handoff.download(all("in"));
        assertEquals(List.of("in/.gitignore", "in/a"), handoff.tree());
    }

    @Test
    public void aFolderThatCannotBeReadIsNamed() throws Exception {
        handoff.write("out/a.txt", 1);
        // Not even the superuser can give the system a path of more than 4096 bytes.
        Path top = handoff.workspace().resolve("out/" + "d".repeat(200));
        Path deep = top;
        for (int i = 0; i < 18; i++) {
            deep = deep.resolve("e".repeat(200));
        }
        Path moved =
                handoff.workspace().resolve("out/" + "f".repeat(200) + "/" + "f".repeat(200) + "/" + "f".repeat(200));
        try {
            Files.createDirectories(deep);
            Files.createDirectories(moved.getParent());
            Files.move(top, moved);
        } catch (IOException e) {
            assumeNoException("This system has no such paths", e);
        }
        try {
            String message = message(() -> handoff.upload(matching("**/*.txt", "out")));
            assertThat(message, startsWith("The folder " + moved));
            assertThat(message, containsString(" cannot be read: "));
            assertThat(message, containsString("leave it out with 'excludes'"));
            assertEquals(List.of(), handoff.registry().requests().all());
            handoff.upload(new FileSelection("", "", "**/*.txt", "fff*/**", "out", "", false, true));
            handoff.upload(matching("*.txt", "out"));
        } finally {
            Files.move(moved, top);
        }
    }

    @Test
    public void aFolderThatMayNotBeReadIsNamed() throws Exception {
        handoff.write("out/sub/a.txt", 1);
        handoff.write("out/.git/a.txt", 1);
        handoff.write("out/b.txt", 1);
        Path sub = handoff.workspace().resolve("out/sub");
        Path hidden = handoff.workspace().resolve("out/.git");
        hidden.toFile().setReadable(false);
        try {
            handoff.upload(matching("**", "out"));
            assertEquals(List.of("b.txt", "sub%2Fa.txt"), handoff.storedNames());
            sub.toFile().setReadable(false);
            assumeFalse("Its superuser reads all", Files.isReadable(sub));
            assertThat(
                    message(() -> handoff.upload(matching("**", "out"))),
                    startsWith("The folder " + sub + " cannot be read: permission denied"));
            sub.toFile().setReadable(true);
            sub.toFile().setExecutable(false);
            assertThat(
                    message(() -> handoff.upload(matching("**/*.zip, *.txt", "out"))),
                    startsWith("The folder " + sub + " cannot be read: permission denied"));
        } finally {
            hidden.toFile().setReadable(true);
            sub.toFile().setReadable(true);
            sub.toFile().setExecutable(true);
        }
    }
}
