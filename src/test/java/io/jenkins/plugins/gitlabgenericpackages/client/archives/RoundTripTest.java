package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A tree that was packed and unpacked is the same tree, also by the programs that everybody has. */
public class RoundTripTest {
    private static final List<ArchiveFormat> PACKED =
            List.of(ArchiveFormat.TAR, ArchiveFormat.TAR_GZ, ArchiveFormat.ZIP);
    private static final Unpacking UNPACKING = new Unpacking(0, UnpackLimits.DEFAULT);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void anyTreeIsTheSameAfterwards() throws Exception {
        for (int seed = 0; seed < 12; seed++) {
            Path tree = randomTree(seed);
            for (ArchiveFormat format : PACKED) {
                Path archive = temporary.newFolder().toPath().resolve("archive");
                List<ArchiveEntry> entries = Trees.all(tree);
                assertThat(Packing.pack(entries, format, archive), is(Files.size(archive)));
                Path unpacked = archive.resolveSibling("unpacked");
                Unpacked result = UNPACKING.unpack(archive, format, unpacked);
                assertThat(seed + " as " + format, Trees.describe(unpacked), is(Trees.describe(tree)));
                assertThat(result.entries(), is((long) entries.size()));
                Path again = archive.resolveSibling("again");
                Packing.pack(Trees.all(unpacked), format, again);
                assertArrayEquals(Files.readAllBytes(archive), Files.readAllBytes(again));
            }
        }
    }

    private Path randomTree(int seed) throws IOException {
        Random random = new Random(seed);
        Path tree = temporary.newFolder().toPath();
        boolean isWindows = File.separatorChar == '\\';
        List<Path> folders = new ArrayList<>(List.of(tree));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Path folder = folders.get(random.nextInt(folders.size()));
            Path path = folder.resolve(randomName(random, isWindows) + i);
            switch (random.nextInt(isWindows ? 2 : 3)) {
                case 0 -> folders.add(Files.createDirectory(path));
                case 1 -> files.add(Files.write(path, randomBytes(random)));
                default -> Files.createSymbolicLink(path, randomTarget(random, tree, path, folders, files));
            }
        }
        for (Path file : files) {
            if (!isWindows) {
                String mode = List.of("rw-r--r--", "rwxr-xr-x", "r--------", "r-xr-xr-x")
                        .get(random.nextInt(4));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            }
            Files.setLastModifiedTime(file, FileTime.from(random.nextInt(), TimeUnit.SECONDS));
        }
        for (Path folder : folders) {
            if (!isWindows) {
                String mode = List.of("rwx------", "rwxr-xr-x").get(random.nextInt(2));
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
            }
            Files.setLastModifiedTime(folder, FileTime.from(random.nextInt(), TimeUnit.SECONDS));
        }
        return tree;
    }

    private static byte[] randomBytes(Random random) {
        byte[] content = new byte[random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(1100)];
        random.nextBytes(content);
        return content;
    }

    private static String randomName(Random random, boolean isWindows) {
        List<String> names = isWindows
                ? List.of("a", "b c", "ü", "x".repeat(60))
                : List.of(
                        "a",
                        " b c ",
                        "ü\u0308",
                        "日本",
                        "a\\b",
                        "?*",
                        "-rf",
                        "x".repeat(150),
                        "\ud83d\ude00",
                        "a:b",
                        "..c");
        return names.get(random.nextInt(names.size()));
    }

    private static Path randomTarget(Random random, Path tree, Path link, List<Path> folders, List<Path> files) {
        List<Path> targets = new ArrayList<>(folders);
        targets.addAll(files);
        Path target = targets.get(random.nextInt(targets.size()));
        Path relative = link.getParent().relativize(target);
        return relative.toString().isEmpty() || random.nextInt(5) == 0 ? Path.of("not there") : relative;
    }
}
