package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.archives.ArchiveEntry.Type;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PackingTest {
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-03-31T02:30:01Z"));
    private static final List<ArchiveFormat> PACKED =
            List.of(ArchiveFormat.TAR, ArchiveFormat.TAR_GZ, ArchiveFormat.ZIP);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path dir;
    private Path archive;

    @Before
    public void place() throws IOException {
        dir = temporary.newFolder().toPath();
        archive = temporary.getRoot().toPath().resolve("archive");
    }

    @Test
    public void aFileThatChangesIsToldByName() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "content");
        for (ArchiveFormat format : PACKED) {
            for (String later : new String[] {"", "conten", "content!", "x".repeat(200_000)}) {
                Files.writeString(file, "content");
                List<ArchiveEntry> entries = Trees.all(dir);
                Files.writeString(file, later);
                assertThat(
                        refusal(entries, format),
                        is("The file 'file' changed while it was packed."
                                + " Upload it when nothing writes to it any more"));
            }
        }
        List<ArchiveEntry> entries = Trees.all(dir);
        Files.delete(file);
        assertThat(
                refusal(entries, ArchiveFormat.ZIP),
                is("The file " + file + " cannot be read: there is no such file or folder"));
    }

    @Test
    public void whatCannotBeWrittenIsToldByName() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> Packing.pack(List.of(), ArchiveFormat.TAR_XZ, archive));
        assertFalse(Files.exists(archive));
        archive = archive.resolve("below");
        assertThat(
                refusal(List.of(), ArchiveFormat.TAR_GZ), startsWith("Failed to write the archive " + archive + ": "));
    }

    @Test
    public void aFullDiskIsToldAndNothingStays() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        byte[] content = new byte[200_000];
        for (ArchiveFormat format : PACKED) {
            Files.createSymbolicLink(archive, full);
            assertThat(
                    refusal(List.of(entry("a", content.length, () -> new ByteArrayInputStream(content))), format),
                    startsWith("Failed to write the archive " + archive + ": "));
            assertFalse(Files.isSymbolicLink(archive));
        }
    }

    @Test
    public void anInterruptionEndsItAndNothingStays() throws Exception {
        for (ArchiveFormat format : PACKED) {
            InputStream interrupting = new ByteArrayInputStream(new byte[10]) {
                @Override
                public int read(byte[] buffer, int offset, int length) {
                    Thread.currentThread().interrupt();
                    return super.read(buffer, offset, length);
                }

                @Override
                public int read(byte[] buffer) {
                    return read(buffer, 0, buffer.length);
                }
            };
            List<ArchiveEntry> entries = List.of(entry("a", 10, () -> interrupting));
            assertThrows(InterruptedException.class, () -> Packing.pack(entries, format, archive));
            assertFalse(Thread.interrupted());
            assertFalse(Files.exists(archive));
        }
    }

    @Test
    public void neitherZoneNorDayNorWhatWasThereChangesTheArchive() throws Exception {
        List<ArchiveEntry> entries = List.of(
                ArchiveEntry.folder("a", 0755, TIME),
                entry("a/b", 3, () -> new ByteArrayInputStream(new byte[3])),
                new ArchiveEntry("c", Type.SYMBOLIC_LINK, 0, -1, TIME, "a/b", InputStream::nullInputStream));
        TimeZone before = TimeZone.getDefault();
        try {
            for (ArchiveFormat format : PACKED) {
                Files.deleteIfExists(archive);
                TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
                Packing.pack(entries, format, archive);
                byte[] packed = Files.readAllBytes(archive);
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
                Files.write(archive, new byte[100_000]);
                assertThat(Packing.pack(entries, format, archive), is((long) packed.length));
                assertArrayEquals(format.toString(), packed, Files.readAllBytes(archive));
                if (format == ArchiveFormat.TAR_GZ) {
                    assertArrayEquals("no time, no name", new byte[5], Arrays.copyOfRange(packed, 3, 8));
                }
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    public void theHeadersOfLongAndOldFilesSayWhatTheyAre() throws Exception {
        ArchiveEntry file = new ArchiveEntry(
                "a", Type.FILE, 9L << 30, 0644, FileTime.from(Instant.parse("1960-01-01T00:00:00Z")), "", null);
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        new TarWriter(tar).begin(file).write(new byte[20_000]);
        ArchiveEntry read = new TarReader(new ByteArrayInputStream(tar.toByteArray()))
                .next()
                .orElseThrow();
        assertThat(read.size(), is(file.size()));
        assertThat(read.modified(), is(file.modified()));
    }

    private ArchiveEntry entry(String name, long size, ArchiveEntry.Content content) {
        return new ArchiveEntry(name, Type.FILE, size, 0644, TIME, "", content);
    }

    private String refusal(List<ArchiveEntry> entries, ArchiveFormat format) {
        String message = assertThrows(RegistryException.class, () -> Packing.pack(entries, format, archive))
                .getMessage();
        assertFalse(Files.exists(archive));
        return message;
    }
}
