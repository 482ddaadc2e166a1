package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FolderDeletion;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Archives that want out, that lie, or that are broken: each is refused by name, and nothing of it stays. */
public class HostileTarTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path archive;
    private Path folder;

    @Before
    public void place() throws IOException {
        archive = temporary.getRoot().toPath().resolve("a.tar");
        folder = temporary.getRoot().toPath().resolve("unpacked");
    }

    @Test
    public void namesThatLeaveTheFolderAreRefused() throws Exception {
        assertRefused(new RawTar().file("/etc/x", ""), "at '/etc/x': it is absolute");
        assertRefused(new RawTar().file("../x", ""), "at '../x': it would leave the target folder");
        assertRefused(new RawTar().file("a/../../x", ""), "at 'a/../../x': it would leave the target folder");
        assertRefused(new RawTar().file("..", ""), "at '..': it would leave the target folder");
        assertRefused(new RawTar().file("a\\..\\..\\x", ""), "it would leave the target folder");
        assertRefused(new RawTar().folder("../x/"), "at '../x/': it would leave the target folder");
        assertRefused(new RawTar().link("../x", "y"), "at '../x': it would leave the target folder");
        assertRefused(new RawTar().pax('g', "path=../x").file("y", ""), "at '../x': it would leave");
        assertRefused(new RawTar().entry("L", 'L', "", "../x\0").file("y", ""), "at '../x': it would leave");
        byte[] prefixed = new byte[512];
        RawTar.put(prefixed, 0, "x");
        RawTar.put(prefixed, 345, "../y");
        RawTar.put(prefixed, 257, "ustar\00000");
        assertRefused(new RawTar().signed(prefixed), "at '../y/x': it would leave");
    }

    @Test
    public void namesThatNoFileCanHaveAreRefused() throws Exception {
        assertRefused(new RawTar().pax('x', "path=a\nb").file("y", ""), "at 'a?b': it contains a character");
        assertRefused(new RawTar().pax('x', "path=a\0b").file("y", ""), "at 'a?b': it contains a character");
        assertRefused(new RawTar().file("a\u001b[2J", ""), "at 'a?[2J': it contains a character");
        assertRefused(new RawTar().pax('x', "path=" + "x".repeat(256)).file("y", ""), "longer than 255 bytes");
        assertRefused(new RawTar().pax('x', "path=" + "x/".repeat(2500)).file("y", ""), "the name is too long");
        if (File.separatorChar == '/') {
            assertRefused(new RawTar().pax('x', "path=" + "x/".repeat(2040)).folder("y"), "too long");
        }
        byte[] latin = new byte[512];
        latin[0] = (byte) 0xfc;
        assertRefused(new RawTar().signed(latin), "a name is not written in UTF-8");
        assertRefused(new RawTar().pax('x', "mtime=1").signed(latin), "a name is not written in UTF-8");
        latin[156] = 'L';
        RawTar.put(latin, 124, "00000000001\0");
        RawTar longName =
                new RawTar().signed(latin).raw(new byte[] {(byte) 0xfc}).pad();
        assertRefused(longName.file("y", ""), "a name is not written in UTF-8");
        byte[] record = "12 path=cd\n".getBytes(StandardCharsets.UTF_8);
        record[0] = '1';
        record[1] = '1';
        record[8] = (byte) 0xfc;
        assertRefused(
                new RawTar().header("x", 'x', "", 11).raw(record).pad().file("y", ""),
                "a name is not written in UTF-8");
    }

    /** As Commons Compress has it from 1.29 on: the library has a question mark for what is no UTF-8. */
    @Test
    public void longNamesAreCheckedHoweverTheyAreRead() throws Exception {
        for (byte[] name : new byte[][] {{(byte) 0xfc}, "?".getBytes(StandardCharsets.UTF_8)}) {
            RawTar tar = new RawTar().header("x", 'L', "", 1).raw(name).pad().file("y", "");
            IOException refusal =
                    assertThrows(IOException.class, () -> reader(tar).next());
            assertThat(refusal.getMessage(), is("a name is not written in UTF-8"));
        }
        RawTar whole = new RawTar().entry("x", 'L', "", "long").file("y", "").file("?", "");
        TarReader reader = reader(whole);
        assertThat(reader.next().orElseThrow().name(), is("long"));
        assertThat(reader.next().orElseThrow().name(), is("?"));
    }

    private static TarReader reader(RawTar tar) throws IOException {
        return new TarReader(new ByteArrayInputStream(tar.ended())) {
            @Override
            protected byte[] getLongNameData() throws IOException {
                byte[] name = readAllBytes();
                getNextEntry();
                return name;
            }
        };
    }

    @Test
    public void linksThatLeaveTheFolderAreRefused() throws Exception {
        assertRefused(new RawTar().link("x", "/etc/passwd"), "the link 'x' to '/etc/passwd' leads out of the folder");
        assertRefused(new RawTar().link("x", ".."), "the link 'x' to '..' leads out of the folder");
        assertRefused(new RawTar().link("a/x", "../.."), "leads out of the folder");
        assertRefused(new RawTar().link("a/x", "../a/../../y"), "leads out of the folder");
        assertRefused(new RawTar().link("x", "a/../../y").folder("a/"), "leads out of the folder");
        assertRefused(new RawTar().link("x", ""), "leads nowhere");
        assertRefused(new RawTar().link("x", "a\tb"), "cannot be made here: it contains a character");
    }

    @Test
    public void linksThatLeaveTheFolderThroughOthersAreRefused() throws Exception {
        assertRefused(new RawTar().link("a", "b").link("b", ".."), "the link 'b' to '..' leads out of the folder");
        assertRefused(new RawTar().link("x", ".").link("y", "x/.."), "the link 'y' to 'x/..' leads up again from 'x'");
        assertRefused(new RawTar().link("y", "x/../..").folder("a/b/").link("x", "a/b"), "leads up again from 'x'");
        assertRefused(new RawTar().file("f", "").link("y", "f/../x"), "leads up again from 'f', which is no folder");
        assertRefused(new RawTar().link("y", "later/../x"), "leads up again from 'later'");
    }

    @Test
    public void nothingIsWrittenThroughLinks() throws Exception {
        assertRefused(new RawTar().link("x", "y").folder("y/").file("x/z", ""), "at 'x/z': 'x' is a link");
        assertRefused(new RawTar().link("x", "y").file("x", ""), "the link 'x' to 'y' has the name of something else");
        assertRefused(new RawTar().file("x", "").link("x", "y"), "has the name of something else");
        assertRefused(new RawTar().link("x", "y").folder("x/"), "at 'x/': 'x' is a link");
        assertRefused(new RawTar().file("x/z", "").link("x", "y"), "has the name of something else");
        assertRefused(new RawTar().link("x", "y").link("x", "z"), "at 'x': it is there already");
        assertRefused(new RawTar().link("x", "y").hardLink("x/z", "y"), "'x' is a link");
    }

    @Test
    public void hardLinksGoToFilesThatWereUnpackedOnly() throws Exception {
        assertRefused(new RawTar().hardLink("x", "/etc/passwd"), "at 'x': it is absolute");
        assertRefused(new RawTar().hardLink("x", "../y"), "at 'x': it would leave the target folder");
        assertRefused(
                new RawTar().hardLink("x", "y").file("y", ""), "it is a hard link to 'y', which is no file before it");
        assertRefused(new RawTar().folder("y/").hardLink("x", "y"), "which is no file before it");
        assertRefused(new RawTar().file("z", "").link("y", "z").hardLink("x", "y"), "which is no file before it");
        assertRefused(new RawTar().file("x", "").hardLink("x", "x"), "it is there already");
        assertRefused(
                new RawTar().file("x", "").entry("y", '1', "x", "content"), "at 'y': it has content, but is no file");
    }

    @Test
    public void namesThatMeetAreRefused() throws Exception {
        assertRefused(new RawTar().file("x", "1").file("x", "2"), "at 'x': it is there already");
        assertRefused(new RawTar().file("x", "1").file("./x", "2"), "at './x': it is there already");
        assertRefused(new RawTar().file("x", "").folder("x/"), "the folder 'x' is there already as a file");
        assertRefused(new RawTar().file("x", "").file("x/y", ""), "the folder 'x' is there already as a file");
        assertRefused(new RawTar().folder("x/").file("x", ""), "at 'x': it is there already");
    }

    @Test
    public void whatIsNoFileFolderOrLinkIsRefused() throws Exception {
        assertRefused(new RawTar().entry("x", '3', "", ""), "at 'x': it is a device");
        assertRefused(new RawTar().entry("x", '4', "", ""), "at 'x': it is a device");
        assertRefused(new RawTar().entry("x", '6', "", ""), "at 'x': it is a pipe");
        assertRefused(new RawTar().entry("x", 'S', "", ""), "'x' is a sparse file");
        assertRefused(new RawTar().pax('x', "GNU.sparse.major=1").file("x", ""), "at 'x': it is a sparse file");
        assertRefused(new RawTar().entry("x", 'V', "", ""), "at 'x': it is of a kind that is not known here");
        assertRefused(new RawTar().entry("x", 'M', "", ""), "at 'x': it is of a kind that is not known here");
        assertRefused(new RawTar().entry("x/", '5', "", "content"), "at 'x/': it has content, but is no file");
    }

    @Test
    public void moreThanTheLimitsIsRefused() throws Exception {
        Unpacking small = new Unpacking(0, new UnpackLimits(3, 10, 10_000));
        assertRefused(
                small, new RawTar().file("a", "12345").file("b", "123456"), "at 'b': there are more than 10 bytes");
        assertRefused(
                small,
                new RawTar().file("a", "").file("b", "").file("c", "").file("d", ""),
                "at 'd': there are more than 3 files, folders and links");
        assertRefused(small, new RawTar().file("a/b/c/d", ""), "there are more than 3 files");
        assertRefused(
                small, new RawTar().link("a", "b").link("b", "c").link("c", "d").link("d", "e"), "more than 3");
        Unpacking forgetful = new Unpacking(0, new UnpackLimits(1000, 1000, 500));
        assertRefused(
                forgetful,
                new RawTar().file("a/b/c", ""),
                "at 'a/b/c': there are too many folders and links to keep in memory. Make several archives of it, or"
                        + " download it as a file and unpack that by a program such as tar");
        assertRefused(
                forgetful,
                new RawTar().folder("a/").folder("a/").folder("a/"),
                "at 'a/': there are too many folders and links");
        assertRefused(
                forgetful,
                new RawTar().link("a", "x/".repeat(40)).link("b", "x/".repeat(40)),
                "at 'b': there are too many folders and links");
        new RawTar().file("a", "12345").file("b/c", "12345").write(archive);
        assertThat(small.unpack(archive, ArchiveFormat.TAR, folder), is(new Unpacked(3, 10, 0)));
    }

    @Test
    public void archivesThatEndTooEarlyAreRefused() throws Exception {
        byte[] whole = new RawTar().file("a", "1".repeat(1000)).file("b", "2").cut();
        for (int length : new int[] {0, 100, 1536, 1600, whole.length}) {
            assertRefused(Arrays.copyOf(whole, length), "it ends too early");
        }
        for (int length : new int[] {512, 700, 2048, 2049}) {
            assertRefused(Arrays.copyOf(whole, length), "Truncated TAR archive");
        }
        assertRefused(new RawTar().header("a", '0', "", 8L << 30).raw(new byte[512]), "at 'a': Truncated TAR archive");
        byte[] record = ("1000 comment=" + "x".repeat(499)).getBytes(StandardCharsets.UTF_8);
        assertRefused(new RawTar().header("a", 'x', "", 1000).raw(record).cut(), "Truncated TAR archive");
    }

    @Test
    public void whatFollowsTheEndIsRefused() throws Exception {
        byte[] ended = new RawTar().file("a", "1").ended();
        assertRefused(new RawTar().raw(ended).raw(new byte[] {1}).cut(), "something follows its end");
        assertRefused(new RawTar().raw(ended).file("b", "2").cut(), "something follows its end");
        assertRefused(new RawTar().raw(ended).raw(new byte[20_000_000]).cut(), "something follows its end");
        Files.write(archive, new RawTar().raw(ended).raw(new byte[9000]).cut());
        new Unpacking(0, UnpackLimits.DEFAULT).unpack(archive, ArchiveFormat.TAR, folder);
    }

    @Test
    public void damagedHeadersAreRefused() throws Exception {
        byte[] changed = new RawTar().file("a", "1").ended();
        changed[0]++;
        assertRefused(changed, "a header is damaged, or this is no tar archive");
        assertRefused("no archive at all".repeat(100).getBytes(StandardCharsets.UTF_8), "a header is damaged");
        byte[] size = new byte[512];
        RawTar.put(size, 0, "x");
        RawTar.put(size, 124, "9");
        assertRefused(new RawTar().signed(size), "a header is damaged");
        byte[] negative = new byte[512];
        RawTar.put(negative, 0, "x");
        Arrays.fill(negative, 124, 136, (byte) 0xff);
        assertRefused(new RawTar().signed(negative), "a header is damaged");
        byte[] huge = new byte[512];
        RawTar.put(huge, 0, "x");
        Arrays.fill(huge, 124, 136, (byte) 0x7f);
        huge[124] = (byte) 0x80;
        assertRefused(new RawTar().signed(huge), "a header is damaged");
        for (String text : new String[] {"7 a=b", "x a=b\n", "99 a=b\n", "5 a=b\n", "0 a=b\n", "99999999999 a=b\n"}) {
            assertRefused(new RawTar().entry("x", 'x', "", text).file("y", ""), "axheader");
        }
        assertRefused(new RawTar().pax('x', "size=-1").file("y", ""), "size is negative");
        assertRefused(new RawTar().pax('x', "size=1e9").file("y", ""), "1e9");
        assertRefused(new RawTar().pax('x', "mtime=1e99").file("y", ""), "Time field value is invalid '1e99'");
        assertRefused(new RawTar().header("x", 'L', "", 2 << 20), "a name or a header is too long");
        RawTar many = new RawTar();
        for (int i = 0; i < 20; i++) {
            many.pax('x', "comment=x");
        }
        assertRefused(many, "there are more headers before an entry than any program writes");
    }

    @Test
    public void headersThatWouldFillTheMemoryAreRefused() throws Exception {
        assertRefused(new RawTar().header("x", 'x', "", Long.MAX_VALUE >> 31), "a name or a header is too long");
        String half = "comment=" + "x".repeat(600_000);
        assertRefused(new RawTar().pax('x', half).pax('x', half).file("y", ""), "a name or a header is too long");
        assertRefused(
                new RawTar().pax('g', half).file("x", "").pax('g', half).file("y", ""),
                "a name or a header is too long");
        String[] sparse = {"GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.name=y", "GNU.sparse.realsize=1"};
        assertRefused(
                new RawTar().pax('x', sparse).file("x", "9999999\n" + "0\n0\n".repeat(100_000)),
                "'y' is a sparse file");
    }

    @Test
    public void absoluteNamesInExtendedHeadersStayInTheFolder() throws Exception {
        new RawTar().pax('x', "path=/x").file("y", "1").write(archive);
        new Unpacking(0, UnpackLimits.DEFAULT).unpack(archive, ArchiveFormat.TAR, folder);
        assertThat(Files.readString(folder.resolve("x")), is("1"));
    }

    @Test
    public void compressionThatIsBrokenIsRefused() throws Exception {
        byte[] tar = new RawTar().file("a", "12".repeat(2500)).ended();
        for (ArchiveFormat format :
                new ArchiveFormat[] {ArchiveFormat.TAR_GZ, ArchiveFormat.TAR_BZ2, ArchiveFormat.TAR_XZ}) {
            byte[] packed = compressed(tar, format);
            for (int missing = 1; missing <= packed.length; missing++) {
                Files.write(archive, Arrays.copyOf(packed, packed.length - missing));
                assertThat(refusal(new Unpacking(0, UnpackLimits.DEFAULT), format), startsWith("Failed to unpack"));
            }
            for (int at = 0; at < packed.length; at++) {
                byte[] changed = packed.clone();
                changed[at] ^= 0x55;
                Files.write(archive, changed);
                try {
                    new Unpacking(0, UnpackLimits.DEFAULT).unpack(archive, format, folder);
                    // A byte that says nothing of the content, such as the system in the header of gzip.
                    assertThat(Files.readString(folder.resolve("a")), is("12".repeat(2500)));
                    FolderDeletion.delete(folder);
                } catch (RegistryException e) {
                    assertThat(e.getMessage(), startsWith("Failed to unpack " + archive.getFileName()));
                }
                assertNothingStays();
            }
            Files.write(archive, compressed(tar, format));
            Files.write(archive, "garbage".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
            assertThat(
                    format.toString(), refusal(new Unpacking(0, UnpackLimits.DEFAULT), format), startsWith("Failed"));
            Files.write(archive, tar);
            assertThat(refusal(new Unpacking(0, UnpackLimits.DEFAULT), format), startsWith("Failed to unpack"));
            Files.write(archive, new byte[0]);
            assertThat(refusal(new Unpacking(0, UnpackLimits.DEFAULT), format), startsWith("Failed to unpack"));
        }
    }

    @Test
    public void xzThatWantsTooMuchMemoryIsRefused() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] tar = new RawTar().file("a", "1").ended();
        try (OutputStream out = new XZOutputStream(bytes, new LZMA2Options(1))) {
            out.write(tar);
        }
        byte[] packed = bytes.toByteArray();
        // The size of the dictionary: 256 MiB. Its header's checksum follows.
        packed[16] = 32;
        CRC32 crc = new CRC32();
        crc.update(packed, 12, 8);
        for (int i = 0; i < 4; i++) {
            packed[20 + i] = (byte) (crc.getValue() >> 8 * i);
        }
        Files.write(archive, packed);
        assertThat(refusal(new Unpacking(0, UnpackLimits.DEFAULT), ArchiveFormat.TAR_XZ), containsString("memory"));
    }

    private static byte[] compressed(byte[] tar, ArchiveFormat format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (format) {
                    case TAR_GZ -> new GZIPOutputStream(bytes);
                    case TAR_BZ2 -> new BZip2CompressorOutputStream(bytes);
                    default -> new XZOutputStream(bytes, new LZMA2Options(1));
                }) {
            out.write(tar);
        }
        return bytes.toByteArray();
    }

    private void assertRefused(RawTar tar, String reason) throws Exception {
        assertRefused(new Unpacking(0, UnpackLimits.DEFAULT), tar, reason);
    }

    private void assertRefused(Unpacking unpacking, RawTar tar, String reason) throws Exception {
        Files.write(archive, tar.ended());
        assertThat(refusal(unpacking, ArchiveFormat.TAR), containsString(reason));
    }

    private void assertRefused(byte[] tar, String reason) throws Exception {
        Files.write(archive, tar);
        assertThat(refusal(new Unpacking(0, UnpackLimits.DEFAULT), ArchiveFormat.TAR), containsString(reason));
    }

    private String refusal(Unpacking unpacking, ArchiveFormat format) throws IOException {
        String message = assertThrows(RegistryException.class, () -> unpacking.unpack(archive, format, folder))
                .getMessage();
        assertThat(message, startsWith("Failed to unpack " + archive.getFileName()));
        assertNothingStays();
        return message;
    }

    private void assertNothingStays() throws IOException {
        assertThat(
                Trees.describe(temporary.getRoot().toPath()).keySet(),
                is(Map.of("a.tar", "").keySet()));
    }
}
