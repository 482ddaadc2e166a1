package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class LocalFilesTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path base;

    @Before
    public void fill() throws IOException {
        base = folder.getRoot().toPath();
        write("out/b.zip");
        write("out/a.zip");
        write("out/sub/c.txt");
        write("out/.git/config");
        write("out/backup~");
    }

    @Test
    public void matchesAreSortedAndNamedBelowTheFolder() throws Exception {
        assertThat(names("**", "", "out", ""), is(List.of("a.zip", "b.zip", "sub/c.txt")));
        assertThat(names("out/**/*.zip", "", "", ""), is(List.of("out/a.zip", "out/b.zip")));
        assertThat(names("**", "*.zip", "out", "in/package"), is(List.of("in/package/sub/c.txt")));
        assertThat(names("sub\\*, a.zip", "", "out", ""), is(List.of("a.zip", "sub/c.txt")));
    }

    @Test
    public void theirOrderIsThatOfTheNames() throws Exception {
        List<String> sorted = new ArrayList<>();
        for (char c = 'a'; c <= 'z'; c++) {
            sorted.add(c + ".bin");
        }
        List<String> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(1));
        for (String name : shuffled) {
            write("many/" + name);
        }
        assertThat(names("*", "", "many", ""), is(sorted));
    }

    @Test
    public void fileIsNamedAfterItsLastPart() throws Exception {
        assertThat(name("out/sub/c.txt", ""), is("c.txt"));
        assertThat(name("out/../out/a.zip", ""), is("a.zip"));
        assertThat(name(base.resolve("out/a.zip").toString(), ""), is("a.zip"));
        assertThat(name("out/a.zip", "other/name.zip"), is("other/name.zip"));
    }

    @Test
    public void sizeIsThatOfTheFile() throws Exception {
        LocalFile file = find(new FileSelection("out/a.zip", "", "", "", "", "", false, true))
                .get(0);
        assertThat(file.size(), is((long) "out/a.zip".length()));
        assertThat(file.path(), is(base.resolve("out/a.zip")));
    }

    @Test
    public void missingFileIsNamed() {
        assertThat(
                refusedFile("out/missing"),
                startsWith("There is no file " + base.resolve("out/missing") + ". In " + base.resolve("out")
                        + " there is no"));
        assertThat(refusedFile("out/a.zip/b"), startsWith("The"));
    }

    @Test
    public void folderIsNoFile() {
        assertThat(
                refusedFile("out"), is(base.resolve("out") + " is a folder: use 'includes' to upload what is in it"));
    }

    @Test
    public void pathThatNoFileCanHaveIsAWrongParameter() {
        InvalidRequestException refused = assertThrows(InvalidRequestException.class, () -> name("a\u0000b", ""));
        assertThat(refused.getMessage(), startsWith("'file' is no path on this machine"));
        assertThrows(InvalidRequestException.class, () -> names("**", "", "a\u0000b", ""));
        assertThrows(InvalidRequestException.class, () -> name("/", ""));
        String nothing = assertThrows(RegistryException.class, () -> names("a\u0000b", "", "out", ""))
                .getMessage();
        assertThat(nothing, startsWith("No file in " + base.resolve("out") + " matches 'a"));
    }

    @Test
    public void missingFolderIsNamed() {
        String message = assertThrows(RegistryException.class, () -> names("**", "", "missing", ""))
                .getMessage();
        assertThat(
                message,
                is("There is no folder " + base.resolve("missing") + ". In " + base + " there is no missing, but out"));
    }

    @Test
    public void matchingNothingIsAnErrorUnlessAllowed() throws Exception {
        String message = assertThrows(RegistryException.class, () -> names("*.jar", "x", "out", ""))
                .getMessage();
        assertThat(
                message,
                is("No file in " + base.resolve("out") + " matches '*.jar' without 'x' (set allowEmpty if that is all"
                        + " right). In " + base.resolve("out") + " there are .git, a.zip, b.zip, backup~, sub"));
        assertThat(find(new FileSelection("", "", "*.jar", "", "out", "", true, true)), is(List.of()));
    }

    @Test
    public void everyNameThatGitLabRefusesIsSaid() throws Exception {
        write("out/with space.txt");
        write("out/~tilde");
        String message = assertThrows(RegistryException.class, () -> names("**", "", "out", ""))
                .getMessage();
        assertThat(message, containsString("'with space.txt' is refused by GitLab"));
        assertThat(message, containsString("'~tilde' is refused by GitLab"));
        assertThat(message.lines().count(), is(2L));
    }

    @Test
    public void pathsAreToldRelativeToTheBaseOrAbsolute() {
        assertThat(LocalPaths.relative(base, base.resolve("out/../out/a.zip")), is("out/a.zip"));
        Path outside = base.resolveSibling("elsewhere");
        assertThat(LocalPaths.relative(base, outside), is(outside.toString().replace('\\', '/')));
    }

    private void write(String name) throws IOException {
        Path file = base.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }

    private String name(String file, String fileName) throws IOException, InterruptedException {
        return find(new FileSelection(file, fileName, "", "", "", "", false, true))
                .get(0)
                .name()
                .value();
    }

    private String refusedFile(String file) {
        return assertThrows(RegistryException.class, () -> name(file, "")).getMessage();
    }

    private List<String> names(String includes, String excludes, String dir, String path)
            throws IOException, InterruptedException {
        return find(new FileSelection("", "", includes, excludes, dir, path, false, true)).stream()
                .map(file -> file.name().value())
                .toList();
    }

    private List<LocalFile> find(FileSelection selection) throws IOException, InterruptedException {
        return LocalFiles.find(base, selection, text -> {});
    }
}
