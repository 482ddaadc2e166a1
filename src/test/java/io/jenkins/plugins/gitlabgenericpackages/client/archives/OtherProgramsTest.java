package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FolderDeletion;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The programs that everybody has read our archives, and we read theirs. */
public class OtherProgramsTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path tree;
    private Path archive;
    private Path unpacked;

    @Before
    public void makeTree() throws IOException {
        assumeTrue(File.separatorChar == '/');
        tree = temporary.newFolder().toPath();
        archive = temporary.getRoot().toPath().resolve("archive");
        unpacked = temporary.getRoot().toPath().resolve("unpacked");
        Path folder = tree;
        for (int i = 0; i < 5; i++) {
            folder = Files.createDirectory(folder.resolve("folder ü " + "x".repeat(60) + i));
        }
        byte[] random = new byte[600_000];
        new Random(1).nextBytes(random);
        Files.write(folder.resolve("random"), random);
        Files.writeString(tree.resolve("text"), "some text, some text\n".repeat(20_000));
        Files.write(tree.resolve("zeros"), new byte[1_000_000]);
        Files.createFile(tree.resolve("日本 \ud83d\ude00"));
        Files.createDirectory(tree.resolve("empty"));
        Files.createSymbolicLink(folder.resolve("link"), folder.relativize(tree.resolve("text")));
        Files.createSymbolicLink(tree.resolve("folder"), Path.of("empty"));
        Files.setPosixFilePermissions(tree.resolve("text"), PosixFilePermissions.fromString("r-xr-x--x"));
        Files.setLastModifiedTime(tree.resolve("text"), FileTime.from(1_700_000_001, TimeUnit.SECONDS));
    }

    @Test
    public void tarReadsOurs() throws Exception {
        for (ArchiveFormat format : List.of(ArchiveFormat.TAR, ArchiveFormat.TAR_GZ)) {
            Packing.pack(Trees.all(tree), format, archive);
            Files.createDirectory(unpacked);
            run(unpacked, "tar", "-xpf", archive.toString());
            assertThat(Trees.describe(unpacked), is(Trees.describe(tree)));
            FolderDeletion.delete(unpacked);
        }
    }

    @Test
    public void weReadTars() throws Exception {
        Map<String, ArchiveFormat> compressions = Map.of(
                "--gzip",
                ArchiveFormat.TAR_GZ,
                "--bzip2",
                ArchiveFormat.TAR_BZ2,
                "--xz",
                ArchiveFormat.TAR_XZ,
                "--record-size=1M",
                ArchiveFormat.TAR);
        for (String compression : compressions.keySet()) {
            for (String format : List.of("gnu", "pax")) {
                run(tree, "tar", "-c", compression, "--format=" + format, "-f", archive.toString(), ".");
                new Unpacking(0, UnpackLimits.DEFAULT).unpack(archive, compressions.get(compression), unpacked);
                assertThat(compression + format, Trees.describe(unpacked), is(Trees.describe(tree)));
                FolderDeletion.delete(unpacked);
            }
        }
    }

    @Test
    public void weReadTarsHardLinksAndSplitNames() throws Exception {
        Path folder = Files.createDirectories(tree.resolve("empty/" + "y".repeat(99) + "/" + "z".repeat(80)));
        Files.writeString(folder.resolve("file"), "content");
        Path first = Files.writeString(tree.resolve("empty/first"), "content");
        Files.createLink(first.resolveSibling("second"), first);
        for (String format : List.of("ustar", "gnu", "pax", "v7")) {
            if (format.equals("v7")) {
                FolderDeletion.delete(tree.resolve("empty/" + "y".repeat(99)));
            }
            run(tree.resolve("empty"), "tar", "-c", "--format=" + format, "-f", archive.toString(), ".");
            new Unpacking(0, UnpackLimits.DEFAULT).unpack(archive, ArchiveFormat.TAR, unpacked);
            assertThat(format, Trees.describe(unpacked), is(Trees.describe(tree.resolve("empty"))));
            assertThat(Files.isSameFile(unpacked.resolve("first"), unpacked.resolve("second")), is(true));
            FolderDeletion.delete(unpacked);
        }
    }

    @Test
    public void weReadBzip2OfAllLevelsAndInParts() throws Exception {
        for (int level = 1; level <= 9; level += 4) {
            run(
                    tree,
                    "sh",
                    "-c",
                    "tar c . > ../tar; (head -c 300000 ../tar | bzip2 -" + level
                            + "; tail -c +300001 ../tar | bzip2) > ../archive");
            new Unpacking(0, UnpackLimits.DEFAULT).unpack(archive, ArchiveFormat.TAR_BZ2, unpacked);
            assertThat(Trees.describe(unpacked), is(Trees.describe(tree)));
            FolderDeletion.delete(unpacked);
        }
        run(tree, "sh", "-c", "(head -c 300000 ../tar | gzip; tail -c +300001 ../tar | gzip -n) > ../archive");
        new Unpacking(0, UnpackLimits.DEFAULT).unpack(archive, ArchiveFormat.TAR_GZ, unpacked);
        assertThat(Trees.describe(unpacked), is(Trees.describe(tree)));
    }

    @Test
    public void unzipReadsOurs() throws Exception {
        assumeTrue(isThere("unzip"));
        Packing.pack(Trees.all(tree), ArchiveFormat.ZIP, archive);
        Files.createDirectory(unpacked);
        run(unpacked, "unzip", "-q", archive.toString());
        assertThat(Trees.describe(unpacked), is(Trees.describe(tree)));
    }

    @Test
    public void weReadZips() throws Exception {
        assumeTrue(isThere("zip"));
        for (String command :
                List.of("-9 ../archive.zip .", "-0 ../archive.zip .", "-fz ../archive.zip .", "- . > ../archive.zip")) {
            run(tree, "sh", "-c", "zip -q -r -y " + command);
            Path zip = archive.resolveSibling("archive.zip");
            new Unpacking(0, UnpackLimits.DEFAULT).unpack(zip, ArchiveFormat.ZIP, unpacked);
            assertThat(command, Trees.describe(unpacked), is(Trees.describe(tree)));
            FolderDeletion.delete(unpacked);
            Files.delete(zip);
        }
    }

    @Test
    public void sparseFilesAreRefused() throws Exception {
        for (String format : List.of("gnu", "pax")) {
            Path sparse = tree.resolve("sparse");
            run(tree, "truncate", "-s", "10M", sparse.toString());
            run(tree, "tar", "-c", "--sparse", "--format=" + format, "-f", archive.toString(), "sparse");
            String message = assertThrows(
                            IOException.class,
                            () -> new Unpacking(0, UnpackLimits.DEFAULT).unpack(archive, ArchiveFormat.TAR, unpacked))
                    .getMessage();
            assertThat(
                    message,
                    message.contains("'sparse' is a sparse file: pack it without tar's option --sparse"),
                    is(true));
            assertThat(Files.exists(unpacked, LinkOption.NOFOLLOW_LINKS), is(false));
        }
    }

    private static boolean isThere(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C.UTF-8");
        assertThat(String.join(" ", command), builder.start().waitFor(), is(0));
    }
}
