package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FolderDeletion;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HostileZipTest {
    private static final Unpacking UNPACKING = new Unpacking(0, UnpackLimits.DEFAULT);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path archive;
    private Path folder;

    @Before
    public void place() {
        archive = temporary.getRoot().toPath().resolve("a.zip");
        folder = temporary.getRoot().toPath().resolve("unpacked");
    }

    @Test
    public void namesAndLinksThatLeaveTheFolderAreRefused() throws Exception {
        assertRefused(new RawZip().file("/etc/x", ""), "at '/etc/x': it is absolute");
        assertRefused(new RawZip().file("a/../../x", ""), "at 'a/../../x': it would leave the target folder");
        assertRefused(new RawZip().file("..\\x", ""), "at '..\\x': it would leave the target folder");
        assertRefused(new RawZip().file("a\0b", ""), "at 'a?b': it contains a character");
        assertRefused(new RawZip().file("", "x").file("../", ""), "at '../': it would leave the target folder");
        assertRefused(new RawZip().link("x", "/etc"), "the link 'x' to '/etc' leads out of the folder");
        assertRefused(new RawZip().link("a", "b").link("b", ".."), "the link 'b' to '..' leads out of the folder");
        assertRefused(
                new RawZip().link("x", "y").file("x/z", ""), "'x' is a link, and nothing is written through links");
        assertRefused(new RawZip().link("x", "y".repeat(5000)), "the target of a link is too long");
        assertRefused(new RawZip().file("x", "").file("x", ""), "at 'x': it is there already");
        assertRefused(new RawZip().entry(new byte[] {(byte) 0x81}, new byte[0]), "a name is not written in UTF-8");
        RawZip other = new RawZip();
        other.extra = unicodePath("good", "../bad");
        other.flags = 0;
        assertRefused(other.file("good", ""), "at '../bad': it would leave the target folder");
    }

    @Test
    public void whatCannotBeReadIsRefusedByName() throws Exception {
        RawZip encrypted = new RawZip();
        encrypted.flags |= 1;
        assertRefused(encrypted.file("x", ""), "at 'x': it is encrypted");
        RawZip lzma = new RawZip();
        lzma.method = 14;
        assertRefused(lzma.file("x", ""), "at 'x': it is compressed by method 14, which is not known here");
        for (int mode : new int[] {0020644, 0060644, 0010644, 0140644}) {
            RawZip device = new RawZip();
            device.mode = mode;
            assertRefused(device.file("x", ""), "at 'x': it is a device, a pipe or of a kind that is not known here");
        }
        RawZip folderByMode = new RawZip();
        folderByMode.mode = 0040755;
        assertRefused(folderByMode.file("x", ""), "at 'x': it is a folder by its mode, but a file by its name");
    }

    @Test
    public void contentThatIsAnotherOneIsRefused() throws Exception {
        RawZip crc = new RawZip();
        crc.crcError = 1;
        assertRefused(crc.file("x", "content"), "at 'x': Checksum verification failed");
        RawZip size = new RawZip();
        size.size = 3;
        assertRefused(size.file("x", "content"), "at 'x': it has 7 bytes, but 3 by the archive's list");
        RawZip offset = new RawZip();
        offset.offset = 1;
        assertRefused(offset.file("x", "content"), "at 'x': data for x overlaps with central directory");
        RawZip far = new RawZip();
        far.offset = 1 << 20;
        assertRefused(far.file("x", "content"), "local file header for x starts after central directory");
        RawZip long1 = new RawZip();
        long1.size = 1 << 20;
        long1.packedSize = 1 << 20;
        assertRefused(long1.file("x", "content"), "at 'x': data for x overlaps with central directory");
        RawZip noDeflate = new RawZip();
        noDeflate.method = 8;
        assertRefused(noDeflate.file("x", "\u0007content"), "at 'x': invalid block type");
    }

    @Test
    public void deflatedContentOfAnotherSizeIsRefused() throws Exception {
        byte[] whole = deflated("x", "content".repeat(100));
        byte[] shorter = whole.clone();
        // The size in the central directory.
        int central = whole.length - 22 - 47;
        shorter[central + 24]--;
        assertRefused(shorter, "at 'x': it has 700 bytes, but 699 by the archive's list");
        byte[] packedShorter = whole.clone();
        packedShorter[central + 20] -= 2;
        assertRefused(packedShorter, "at 'x': it ends too early");
        byte[] packedLonger = whole.clone();
        packedLonger[central + 20]++;
        Files.write(archive, packedLonger);
        UNPACKING.unpack(archive, ArchiveFormat.ZIP, folder);
        assertThat(Files.readString(folder.resolve("x")), is("content".repeat(100)));
    }

    @Test
    public void bombsAreRefusedBeforeTheyFillTheDisk() throws Exception {
        Files.write(archive, deflated("x", "0".repeat(5_000_000)));
        assertThat(
                refusal(new Unpacking(0, new UnpackLimits(10, 1_000_000, 10_000))),
                containsString("at 'x': there are more than 1000000 bytes"));
        // All entries share one content.
        RawZip overlapping = new RawZip().file("0", "content");
        overlapping.offset = 0;
        for (int i = 1; i < 100; i++) {
            overlapping.file(String.valueOf(i), "content");
        }
        Files.write(archive, overlapping.ended());
        assertThat(
                refusal(new Unpacking(0, new UnpackLimits(1000, 300, 10_000))), containsString("more than 300 bytes"));
        Files.write(
                archive, new RawZip().file("a", "").file("b", "").file("c", "").ended());
        assertThat(
                refusal(new Unpacking(0, new UnpackLimits(2, 300, 10_000))),
                containsString("at 'c': there are more than 2"));
    }

    @Test
    public void archivesThatWereCutOrGoOnAreRefused() throws Exception {
        byte[] whole = new RawZip().file("a", "1").file("b", "2").ended();
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "it is no zip archive, was cut, or something follows its end");
        }
        assertRefused(Arrays.copyOf(whole, whole.length + 1), "something follows its end");
        byte[] prefixed = new byte[whole.length + 1];
        System.arraycopy(whole, 0, prefixed, 1, whole.length);
        assertRefused(prefixed, "its directory is damaged");
        RawZip commented = new RawZip().file("a", "1");
        commented.comment = "some words".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(archive, commented.ended());
        assertThat(UNPACKING.unpack(archive, ArchiveFormat.ZIP, folder), is(new Unpacked(1, 1, 0)));
        FolderDeletion.delete(folder);
        commented = new RawZip().file("a", "1");
        commented.comment = "PK\u0005\u0006 is the end that the library looks at".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(commented, "something follows its end");
    }

    @Test
    public void directoriesThatLieAreRefused() throws Exception {
        for (int error : new int[] {-1, 1}) {
            RawZip count = new RawZip().file("a", "1").file("b", "2");
            count.countError = error;
            assertRefused(count.ended(), "its directory is damaged");
            RawZip offset = new RawZip().file("a", "1");
            offset.offsetError = error;
            assertRefused(offset.ended(), "its directory is damaged");
        }
        byte[] part = new RawZip().file("a", "1").ended();
        part[part.length - 18] = 1;
        assertRefused(part, "it is one of several parts");
        byte[] whole = new RawZip().file("a", "1").file("b", "2").ended();
        for (int at = 0; at < whole.length; at++) {
            for (int change : new int[] {1, 0x80, 0xff}) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) change;
                Files.write(archive, changed);
                try {
                    UNPACKING.unpack(archive, ArchiveFormat.ZIP, folder);
                    FolderDeletion.delete(folder);
                } catch (RegistryException e) {
                    assertThat(e.getMessage(), startsWith("Failed to unpack " + archive.getFileName()));
                }
                assertNothingStays();
            }
        }
    }

    @Test
    public void aDirectoryThatWouldFillTheMemoryIsRefused() throws Exception {
        RawZip zip = new RawZip();
        for (int i = 0; i < 280; i++) {
            zip.file("x/" + "y".repeat(60_000) + i, "");
        }
        assertRefused(zip, "it has too many entries for a zip archive: pack it as .tar.gz");
    }

    @Test
    public void sizesThatMakeNoSenseAreRefused() throws Exception {
        RawZip zip = new RawZip();
        zip.extra = RawZip.buffer(12)
                .putShort((short) 1)
                .putShort((short) 8)
                .putLong(Long.MAX_VALUE)
                .array();
        byte[] huge = zip.file("x", "content").ended();
        // The packed size comes from the field.
        int central = huge.length - 22 - zip.extra.length - 47;
        Arrays.fill(huge, central + 20, central + 24, (byte) 0xff);
        assertRefused(huge, "at 'x': it is damaged (");
    }

    @Test
    public void fieldsThatSayNothingAreNoError() throws Exception {
        RawZip zip = new RawZip();
        zip.extra = new byte[] {1, 2, 3, 127, 5};
        zip.system = 0;
        Files.write(archive, zip.file("x", "1").ended());
        assertThat(UNPACKING.unpack(archive, ArchiveFormat.ZIP, folder), is(new Unpacked(1, 1, 0)));
    }

    private static byte[] deflated(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] unicodePath(String raw, String unicode) {
        CRC32 crc = new CRC32();
        crc.update(raw.getBytes(StandardCharsets.UTF_8));
        byte[] name = unicode.getBytes(StandardCharsets.UTF_8);
        return RawZip.buffer(9 + name.length)
                .putShort((short) 0x7075)
                .putShort((short) (5 + name.length))
                .put((byte) 1)
                .putInt((int) crc.getValue())
                .put(name)
                .array();
    }

    private void assertRefused(RawZip zip, String reason) throws Exception {
        assertRefused(zip.ended(), reason);
    }

    private void assertRefused(byte[] zip, String reason) throws Exception {
        Files.write(archive, zip);
        assertThat(refusal(UNPACKING), containsString(reason));
    }

    private String refusal(Unpacking unpacking) throws IOException {
        String message = assertThrows(
                        RegistryException.class, () -> unpacking.unpack(archive, ArchiveFormat.ZIP, folder))
                .getMessage();
        assertThat(message, startsWith("Failed to unpack " + archive.getFileName()));
        assertNothingStays();
        return message;
    }

    private void assertNothingStays() throws IOException {
        assertThat(Trees.describe(temporary.getRoot().toPath()).keySet(), is(Set.of("a.zip")));
    }
}
