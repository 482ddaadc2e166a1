package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FolderDeletion;
import io.jenkins.plugins.gitlabgenericpackages.client.files.SpecialFiles;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class UnpackedFolderTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path unpacked;
    private Path dir;

    @Before
    public void place() throws IOException {
        unpacked = temporary.getRoot().toPath().resolve("unpacked");
        dir = temporary.getRoot().toPath().resolve("dir");
        write(unpacked, "a", "new");
        write(unpacked, "b/c", "new");
    }

    @Test
    public void itTakesThePlaceOfNothing() throws Exception {
        dir = dir.resolve("below/that");
        UnpackedFolder.moveInto(unpacked, dir);
        assertThat(contents(dir), is(Map.of("a", "new", "b/c", "new")));
        assertFalse(Files.exists(unpacked));
    }

    @Test
    public void anEmptyFolderStaysTheSame() throws Exception {
        Files.createDirectory(dir);
        Object key = Files.readAttributes(dir, BasicFileAttributes.class).fileKey();
        UnpackedFolder.moveInto(unpacked, dir);
        assertThat(contents(dir), is(Map.of("a", "new", "b/c", "new")));
        assertThat(Files.readAttributes(dir, BasicFileAttributes.class).fileKey(), is(key));
    }

    @Test
    public void whatIsThereStaysBesideIt() throws Exception {
        write(dir, "a", "old");
        write(dir, "b/d", "old");
        write(dir, "e/f", "old");
        UnpackedFolder.moveInto(unpacked, dir);
        assertThat(contents(dir), is(Map.of("a", "new", "b/c", "new", "b/d", "old", "e/f", "old")));
        assertFalse(Files.exists(unpacked));
    }

    @Test
    public void aFolderTakesThePlaceOfAFile() throws Exception {
        write(dir, "b", "old");
        UnpackedFolder.moveInto(unpacked, dir);
        assertThat(contents(dir), is(Map.of("a", "new", "b/c", "new")));
    }

    @Test
    public void noFileTakesThePlaceOfAFolder() throws Exception {
        write(dir, "a/x", "old");
        write(dir, "b/c/y", "old");
        Files.delete(unpacked.resolve("a"));
        String refusal = assertThrows(RegistryException.class, () -> UnpackedFolder.moveInto(unpacked, dir))
                .getMessage();
        assertThat(
                refusal,
                is(dir.toRealPath().resolve("b").resolve("c")
                        + " is a folder, and what was unpacked has a file or a link of that name"));
        assertThat(contents(dir), is(Map.of("a/x", "old", "b/c/y", "old")));
        assertThat(contents(unpacked), is(Map.of("b/c", "new")));
    }

    @Test
    public void aFileIsNoPlace() throws Exception {
        Files.writeString(dir, "old");
        assertThat(
                assertThrows(RegistryException.class, () -> UnpackedFolder.moveInto(unpacked, dir))
                        .getMessage(),
                allOf(
                        startsWith("Failed to move what was unpacked into " + dir + ": "),
                        not(containsString("Some of it"))));
        assertThat(Files.readString(dir), is("old"));
    }

    @Test
    public void oneThatBreaksOffSaysThatSomeMayBeThere() throws Exception {
        Path memory = Path.of("/dev/shm");
        Files.createDirectory(dir);
        assumeTrue(Files.isDirectory(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(dir)));
        Path onAnotherDisk = Files.createTempDirectory(memory, "unpacked");
        write(onAnotherDisk, "b/c", "new");
        try {
            assertThat(
                    assertThrows(RegistryException.class, () -> UnpackedFolder.moveInto(onAnotherDisk, dir))
                            .getMessage(),
                    allOf(
                            startsWith("Failed to move what was unpacked into " + dir + ": "),
                            endsWith(". Some of it may be there already: use the folder only when a download into it"
                                    + " has succeeded")));
        } finally {
            FolderDeletion.delete(onAnotherDisk);
        }
    }

    @Test
    public void theSameLinkMayComeTwice() throws Exception {
        assumeTrue(File.separatorChar == '/');
        write(dir, "a", "new");
        Files.createSymbolicLink(dir.resolve("link"), Path.of("a"));
        Path link = Files.createSymbolicLink(unpacked.resolve("link"), Path.of("b"));
        assertThat(UnpackedFolder.join(unpacked, dir), is(Optional.of(Path.of("link"))));
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("a"));
        assertThat(UnpackedFolder.join(unpacked, dir), is(Optional.empty()));
        assertThat(Files.readSymbolicLink(dir.resolve("link")), is(Path.of("a")));
        assertThat(Files.readString(dir.resolve("b/c")), is("new"));
    }

    @Test
    public void anInterruptionEndsIt() throws Exception {
        write(dir, "e", "old");
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> UnpackedFolder.moveInto(unpacked, dir));
        assertFalse(Thread.interrupted());
        assertThat(contents(dir), is(Map.of("e", "old")));
    }

    @Test
    public void linksInTheFolderAreReplacedAndNotFollowed() throws Exception {
        assumeTrue(File.separatorChar == '/');
        Path elsewhere = temporary.newFolder().toPath();
        write(elsewhere, "a", "other");
        write(elsewhere, "b/c", "other");
        Files.createDirectory(dir);
        Files.createSymbolicLink(dir.resolve("a"), elsewhere.resolve("a"));
        Files.createSymbolicLink(dir.resolve("b"), elsewhere.resolve("b"));
        Files.createSymbolicLink(unpacked.resolve("link"), Path.of("a"));
        Files.createSymbolicLink(dir.resolve("link"), elsewhere.resolve("b"));
        UnpackedFolder.moveInto(unpacked, dir);
        assertThat(contents(dir), is(Map.of("a", "new", "b/c", "new", "link", "new")));
        assertFalse(Files.isSymbolicLink(dir.resolve("b")));
        assertThat(contents(elsewhere), is(Map.of("a", "other", "b/c", "other")));
    }

    @Test
    public void junctionsInTheFolderAreReplacedAndNotFollowed() throws Exception {
        Path elsewhere = temporary.newFolder().toPath();
        write(elsewhere, "c", "other");
        Files.createDirectory(dir);
        SpecialFiles.junction(dir.resolve("a"), elsewhere);
        SpecialFiles.junction(dir.resolve("b"), elsewhere);
        UnpackedFolder.moveInto(unpacked, dir);
        assertThat(contents(dir), is(Map.of("a", "new", "b/c", "new")));
        assertThat(contents(elsewhere), is(Map.of("c", "other")));
    }

    @Test
    public void theFolderMayBeALinkItself() throws Exception {
        assumeTrue(File.separatorChar == '/');
        Path real = temporary.newFolder("real").toPath();
        Files.createSymbolicLink(dir, real);
        UnpackedFolder.moveInto(unpacked, dir);
        assertThat(contents(real), is(Map.of("a", "new", "b/c", "new")));
        assertThat(Files.isSymbolicLink(dir), is(true));
    }

    @Test
    public void itIsDeletedWithoutWhatLinksLeadTo() throws Exception {
        if (File.separatorChar == '/') {
            Path elsewhere = temporary.newFolder().toPath();
            write(elsewhere, "a", "other");
            Files.createSymbolicLink(unpacked.resolve("link"), elsewhere);
            FolderDeletion.delete(unpacked);
            assertThat(contents(elsewhere), is(Map.of("a", "other")));
        }
        FolderDeletion.delete(unpacked);
        assertFalse(Files.exists(unpacked, LinkOption.NOFOLLOW_LINKS));
    }

    private static void write(Path folder, String name, String content) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), content);
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String name : Trees.describe(folder).keySet()) {
            if (Files.isRegularFile(folder.resolve(name))) {
                contents.put(name, Files.readString(folder.resolve(name)));
            }
        }
        return contents;
    }
}
