package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeNoException;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** {@link TargetFolder#place}: where a file goes among the links and files that are there. */
public class TargetPlaceTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path outside;
    private Path root;

    @Before
    public void folders() throws IOException {
        Path real = temporary.getRoot().toPath().toRealPath();
        outside = Files.createDirectory(real.resolve("outside"));
        root = real.resolve("in");
    }

    @Test
    public void foldersAreMade() throws Exception {
        assertThat(place("f"), is(root.resolve("f")));
        assertThat(place("a/b/f"), is(root.resolve("a/b/f")));
        assertTrue(Files.isDirectory(root.resolve("a/b")));
        assertFalse(Files.exists(root.resolve("a/b/f")));
        assertThat(place("a/c"), is(root.resolve("a/c")));
    }

    @Test
    public void hostileNameHasNoPlace() {
        assertRefused("../f", "The file name '../f' is refused: it would leave the target folder or has an empty part");
        assertFalse(Files.exists(root));
    }

    @Test
    public void linkOutOfTheFolderIsNotFollowed() throws Exception {
        Files.createDirectory(root);
        link(root.resolve("d"), outside);
        String refusal = "The file 'd/e/f' is refused: d in the target folder is a link out of it, or a file";
        assertRefused("d/e/f", refusal);
        assertFalse(Files.exists(outside.resolve("e")));
    }

    @Test
    public void linkInsideTheFolderIsFollowed() throws Exception {
        Files.createDirectories(root.resolve("real"));
        link(root.resolve("d"), root.resolve("real"));
        assertThat(place("d/f"), is(root.resolve("real/f")));
    }

    @Test
    public void theFolderItselfMayBeALink() throws Exception {
        link(root, outside);
        assertThat(place("d/f"), is(outside.resolve("d/f")));
    }

    @Test
    public void fileInPlaceOfAFolderIsAnError() throws Exception {
        Files.createDirectory(root);
        Files.writeString(root.resolve("d"), "mine");
        assertRefused("d/f", "The file 'd/f' is refused: d in the target folder is a link out of it, or a file");
        assertThat(Files.readString(root.resolve("d")), is("mine"));
    }

    private Path place(String name) throws IOException {
        return new TargetFolder(root).place(name).path();
    }

    private void assertRefused(String name, String message) {
        assertThat(assertThrows(RegistryException.class, () -> place(name)).getMessage(), is(message));
    }

    private static void link(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (UnsupportedOperationException | IOException e) {
            assumeNoException("This system makes no symbolic links", e);
        }
    }
}
