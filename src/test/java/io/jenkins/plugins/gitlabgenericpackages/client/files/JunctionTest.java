package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Java tells of a junction what {@link #MOUNT_POINT} does. Elsewhere, a link leads to another folder as it does. */
public class JunctionTest {
    private static final BasicFileAttributes MOUNT_POINT = attributes(true);
    private static final BasicFileAttributes FOLDER = attributes(false);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void itLeadsToAFolderElsewhere() throws IOException {
        assumeTrue("Windows has links for administrators only", File.separatorChar == '/');
        Path elsewhere = folder.newFolder("elsewhere").toPath();
        Path junction = Files.createSymbolicLink(folder.getRoot().toPath().resolve("junction"), elsewhere);
        assertTrue(Junction.is(junction, MOUNT_POINT));
        assertFalse(Junction.is(junction, FOLDER));
    }

    @Test
    public void itMayLeadNowhere() {
        assertTrue(Junction.is(folder.getRoot().toPath().resolve("nowhere"), MOUNT_POINT));
    }

    @Test
    public void aRealFolderOfAContainerLooksLikeOne() throws IOException {
        assertFalse(Junction.is(folder.newFolder("real").toPath(), MOUNT_POINT));
    }

    @Test
    public void theRootOfADriveIsNone() {
        assertFalse(Junction.is(folder.getRoot().toPath().getRoot(), MOUNT_POINT));
    }

    @Test
    public void itIsDeletedAndNotFollowed() throws Exception {
        Path elsewhere = folder.newFolder("elsewhere").toPath();
        Path nowhere = folder.newFolder("nowhere").toPath();
        Path kept = Files.createFile(elsewhere.resolve("kept"));
        Path dir = folder.newFolder("dir").toPath();
        SpecialFiles.junction(dir.resolve("elsewhere"), elsewhere);
        SpecialFiles.junction(dir.resolve("nowhere"), nowhere);
        Files.delete(nowhere);
        FolderDeletion.delete(dir);
        assertFalse(Files.exists(dir));
        assertTrue(Files.exists(kept));
    }

    private static BasicFileAttributes attributes(boolean other) {
        return new BasicFileAttributes() {
            @Override
            public FileTime lastModifiedTime() {
                return FileTime.fromMillis(0);
            }

            @Override
            public FileTime lastAccessTime() {
                return FileTime.fromMillis(0);
            }

            @Override
            public FileTime creationTime() {
                return FileTime.fromMillis(0);
            }

            @Override
            public boolean isRegularFile() {
                return false;
            }

            @Override
            public boolean isDirectory() {
                return true;
            }

            @Override
            public boolean isSymbolicLink() {
                return false;
            }

            @Override
            public boolean isOther() {
                return other;
            }

            @Override
            public long size() {
                return 0;
            }

            @Override
            public Object fileKey() {
                return null;
            }
        };
    }
}
