package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.archives.ArchiveEntry.Type;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.apache.commons.compress.utils.IOUtils;
import org.apache.commons.io.input.ChecksumInputStream;

/**
 * Reads zip archives with Commons Compress, by their central directory. The library holds that in memory, and believes that
 * it is whole: so the record at the end of the archive is looked at before.
 */
final class ZipReader implements ArchiveReader {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_LOCATOR_LENGTH = 20;
    private static final int ZIP64_END_LENGTH = 56;

    /** In bytes, for more than 100,000 entries. In memory it becomes some 6 times as much, 15 times if it is hostile. */
    private static final int MOST_DIRECTORY = 1 << 24;

    private static final int MOST_TARGET = 4096;

    /** What needs neither further libraries nor more memory than the archive says. */
    private static final Set<ZipMethod> METHODS =
            Set.of(ZipMethod.STORED, ZipMethod.DEFLATED, ZipMethod.ENHANCED_DEFLATED, ZipMethod.BZIP2);

    private final ZipFile zip;
    private final Iterator<ZipArchiveEntry> entries;

    ZipReader(Path archive) throws IOException {
        FileChannel channel = FileChannel.open(archive);
        try {
            long count = checkEnd(channel);
            zip = ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setIgnoreLocalFileHeader(true)
                    .get();
            List<ZipArchiveEntry> all = Collections.list(zip.getEntries());
            if (all.size() != count) {
                throw damaged();
            }
            entries = all.iterator();
        } catch (IOException | RuntimeException e) {
            channel.close();
            if (e.getCause() instanceof IOException reason) {
                // The library has put the path of the archive before it.
                throw reason;
            }
            throw e;
        }
    }

    /**
     * Checks the end record as the library finds it: followed by a comment of known length and by nothing else.
     *
     * @return how many entries there are
     */
    private static long checkEnd(FileChannel channel) throws IOException {
        long size = channel.size();
        int searched = (int) Math.min(size, END_LENGTH + 0xffff);
        ByteBuffer tail = read(channel, size - searched, searched);
        int at = searched - END_LENGTH;
        while (at >= 0 && tail.getInt(at) != END_SIGNATURE) {
            at--;
        }
        if (at < 0 || at + END_LENGTH + Short.toUnsignedInt(tail.getShort(at + 20)) != searched) {
            throw new IOException("it is no zip archive, was cut, or something follows its end");
        }
        long end = size - searched + at;
        int disks = tail.getInt(at + 4);
        long entries = Short.toUnsignedLong(tail.getShort(at + 10));
        long length = Integer.toUnsignedLong(tail.getInt(at + 12));
        long position = Integer.toUnsignedLong(tail.getInt(at + 16));
        if (end > ZIP64_LOCATOR_LENGTH) {
            ByteBuffer locator = read(channel, end - ZIP64_LOCATOR_LENGTH, ZIP64_LOCATOR_LENGTH);
            if (locator.getInt(0) == ZIP64_LOCATOR_SIGNATURE) {
                end = locator.getLong(8);
                ByteBuffer zip64 = read(channel, end, ZIP64_END_LENGTH);
                disks = zip64.getInt(16) | zip64.getInt(20);
                entries = zip64.getLong(32);
                length = zip64.getLong(40);
                position = zip64.getLong(48);
            }
        }
        if (disks != 0) {
            throw new IOException("it is one of several parts");
        }
        if (position < 0 || length < 0 || position != end - length) {
            throw damaged();
        }
        if (length > MOST_DIRECTORY) {
            throw new IOException("it has too many entries for a zip archive: pack it as .tar.gz");
        }
        return entries;
    }

    private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        IOUtils.readFully(channel.position(from), buffer);
        return buffer.flip();
    }

    private static IOException damaged() {
        return new IOException("its directory is damaged");
    }

    @Override
    public Optional<ArchiveEntry> next() throws IOException {
        return entries.hasNext() ? Optional.of(described(entries.next())) : Optional.empty();
    }

    private ArchiveEntry described(ZipArchiveEntry entry) throws IOException {
        String name = name(entry);
        int mode = entry.getUnixMode() == 0 ? -1 : entry.getUnixMode();
        String problem = problem(entry, name.endsWith("/"));
        if (!problem.isEmpty()) {
            return ArchiveEntry.other(name, problem);
        }
        FileTime modified = FileTime.from(entry.getLastModifiedTime().to(TimeUnit.SECONDS), TimeUnit.SECONDS);
        if (name.endsWith("/")) {
            return ArchiveEntry.folder(name, mode, modified);
        }
        if (entry.isUnixSymlink()) {
            try (InputStream target = open(entry)) {
                byte[] text = target.readNBytes(MOST_TARGET + 1);
                return text.length > MOST_TARGET
                        ? ArchiveEntry.other(name, "the target of a link is too long")
                        : ArchiveEntry.link(name, utf8(text), Type.SYMBOLIC_LINK);
            }
        }
        return new ArchiveEntry(name, Type.FILE, entry.getSize(), mode, modified, "", () -> open(entry));
    }

    /** Returns the name by the rules of the format. The library would guess, and leaves the local headers out here. */
    private static String name(ZipArchiveEntry entry) throws IOException {
        byte[] raw = entry.getRawName();
        if (!entry.getGeneralPurposeBit().usesUTF8ForNames()
                && entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField unicode) {
            CRC32 crc = new CRC32();
            crc.update(raw);
            if (crc.getValue() == unicode.getNameCRC32()) {
                return utf8(unicode.getUnicodeName());
            }
        }
        return utf8(raw);
    }

    private static String utf8(byte[] text) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("a name is not written in UTF-8", e);
        }
    }

    /** Returns why the entry cannot be unpacked, or an empty text. */
    private static String problem(ZipArchiveEntry entry, boolean isFolder) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return "it is encrypted";
        }
        ZipMethod method = ZipMethod.getMethodByCode(entry.getMethod());
        if (method == null || !METHODS.contains(method)) {
            return "it is compressed by method " + entry.getMethod() + ", which is not known here";
        }
        return switch (entry.getUnixMode() & UnixStat.FILE_TYPE_FLAG) {
            case 0, UnixStat.FILE_FLAG, UnixStat.LINK_FLAG -> "";
            case UnixStat.DIR_FLAG -> isFolder ? "" : "it is a folder by its mode, but a file by its name";
            default -> "it is a device, a pipe or of a kind that is not known here";
        };
    }

    private InputStream open(ZipArchiveEntry entry) throws IOException {
        return ChecksumInputStream.builder()
                .setInputStream(zip.getInputStream(entry))
                .setChecksum(new CRC32())
                .setExpectedChecksumValue(entry.getCrc())
                .get();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
