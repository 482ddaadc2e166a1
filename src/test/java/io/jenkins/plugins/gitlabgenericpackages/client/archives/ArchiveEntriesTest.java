package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.files.SpecialFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ArchiveEntriesTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final List<String> log = new ArrayList<>();
    private Path dir;

    @Before
    public void makeTree() throws IOException {
        dir = temporary.getRoot().toPath();
        for (String folder : new String[] {"a/b", "a/empty", "c/.git", "d"}) {
            Files.createDirectories(dir.resolve(folder));
        }
        for (String file : new String[] {"a/1.txt", "a/b/2.txt", "a/b/3.bin", "c/.git/config", "d/4.bin", "x y"}) {
            Files.writeString(dir.resolve(file), file);
        }
    }

    @Test
    public void allIsSelectedWithTheFoldersAndSorted() throws Exception {
        assertThat(
                names("**", "", false),
                is(List.of(
                        "a",
                        "a/1.txt",
                        "a/b",
                        "a/b/2.txt",
                        "a/b/3.bin",
                        "a/empty",
                        "c",
                        "c/.git",
                        "c/.git/config",
                        "d",
                        "d/4.bin",
                        "x y")));
        assertThat(log, is(List.of()));
    }

    @Test
    public void foldersGoAlongForWhatIsInThemOrIfTheyAreEmpty() throws Exception {
        assertThat(names("**/*.txt", "", true), is(List.of("a", "a/1.txt", "a/b", "a/b/2.txt")));
        assertThat(names("*", "", true), is(List.of("x y")));
        assertThat(names("a/*", "**/*.txt", true), is(List.of("a", "a/empty")));
        assertThat(names("**", "a/**, c/", true), is(List.of("d", "d/4.bin", "x y")));
    }

    @Test
    public void namesInFullAreFoundOrMissed() throws Exception {
        assertThat(
                names("a/b/3.bin, c/.git/config", "", true),
                is(List.of("a", "a/b", "a/b/3.bin", "c", "c/.git", "c/.git/config")));
        assertThat(
                refusal("a/b/3.bin, nothing", ""),
                startsWith("Nothing in " + dir + " matches 'nothing' (set allowEmpty"));
        assertThat(refusal("a", ""), containsString("'a' is a folder: 'a/**' matches what is in it"));
        assertThat(refusal("**/*.none", ""), startsWith("Nothing in " + dir + " matches '**/*.none'"));
        assertThat(
                assertThrows(
                                RegistryException.class,
                                () -> ArchiveEntries.find(dir.resolve("gone"), Trees.selection("**", ""), log::add))
                        .getMessage(),
                startsWith("There is no folder " + dir.resolve("gone")));
    }

    @Test
    public void whatAntLeavesOutIsTold() throws Exception {
        assertThat(names("c/**", "", true, true), is(List.of()));
        assertThat(
                log,
                is(List.of("Ant's default excludes leave out 1 file, such as c/.git/config"
                        + " (set defaultExcludes to false to include them)")));
        assertThat(refusal("c/**", ""), containsString("Ant's default excludes leave out 1 file"));
    }

    @Test
    public void whatTransfersLeaveBehindDoesNotGoAlong() throws Exception {
        Files.writeString(dir.resolve("d/.gitlab-" + UUID.randomUUID() + ".part"), "");
        assertThat(names("d/**", "", true), is(List.of("d", "d/4.bin")));
    }

    @Test
    public void linksAreNotFollowed() throws Exception {
        assumeTrue(File.separatorChar == '/');
        Files.createSymbolicLink(dir.resolve("d/link"), Path.of("../a"));
        Files.createSymbolicLink(dir.resolve("d/loop"), Path.of("loop"));
        assertThat(names("d/**", "", true), is(List.of("d", "d/4.bin", "d/link", "d/loop")));
        assertThat(refusal("d/link/b/2.txt", ""), startsWith("Nothing in " + dir + " matches 'd/link/b/2.txt'"));
    }

    @Test
    public void linksThatLeaveTheFolderAreRefusedByName() throws Exception {
        assumeTrue(File.separatorChar == '/');
        Path link = dir.resolve("d/link");
        for (String target :
                new String[] {"/etc/passwd", "../../x", dir.resolve("x y").toString(), "../a/../../x"}) {
            Files.createSymbolicLink(link, Path.of(target));
            assertThat(
                    refusal("**", ""),
                    is("The link 'd/link' to '" + target
                            + "' cannot go into an archive: it leads out of the folder. Leave it out with 'excludes'"));
            assertThat(names("**", "d/link,a/,c/", true), is(List.of("d", "d/4.bin", "x y")));
            Files.delete(link);
        }
        Files.createSymbolicLink(dir.resolve("here"), Path.of("."));
        Files.createSymbolicLink(link, Path.of("../here/.."));
        assertThat(
                refusal("**", ""), containsString("it leads up again from 'here', which is no folder of the archive"));
    }

    @Test
    public void junctionsAreRefusedByName() throws Exception {
        SpecialFiles.junction(dir.resolve("d/junction"), dir.resolve("a"));
        assertThat(
                refusal("d/**", ""),
                is(dir.resolve("d/junction") + " is a junction, which cannot go into an archive: leave it out with"
                        + " 'excludes'"));
        assertThat(names("d/**", "d/junction", true), is(List.of("d", "d/4.bin")));
    }

    @Test
    public void whatCannotBePackedIsRefusedByName() throws Exception {
        assumeTrue(File.separatorChar == '/');
        Files.writeString(dir.resolve("a\nb"), "");
        assertThat(refusal("**", ""), startsWith("The name 'a?b' cannot go into an archive: it contains a character"));
        Files.delete(dir.resolve("a\nb"));
        Process made = new ProcessBuilder("mkfifo", dir.resolve("pipe").toString()).start();
        assumeTrue(made.waitFor() == 0);
        assertThat(
                refusal("**", ""),
                is(dir.resolve("pipe") + " is a device, a pipe or a socket, which cannot go into an"
                        + " archive: leave it out with 'excludes'"));
        assertThat(names("*", "pipe", true), is(List.of("x y")));
    }

    private List<String> names(String includes, String excludes, boolean defaultExcludes) throws Exception {
        return names(includes, excludes, defaultExcludes, false);
    }

    private List<String> names(String includes, String excludes, boolean defaultExcludes, boolean allowEmpty)
            throws Exception {
        FileSelection selection = new FileSelection("", "", includes, excludes, "", "", allowEmpty, defaultExcludes);
        return ArchiveEntries.find(dir, selection, log::add).stream()
                .map(ArchiveEntry::name)
                .toList();
    }

    private String refusal(String includes, String excludes) {
        return assertThrows(
                        RegistryException.class,
                        () -> ArchiveEntries.find(dir, Trees.selection(includes, excludes), log::add))
                .getMessage();
    }
}
