package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.archives.ArchiveEntry.Type;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads zip archives by their central directory (PKWARE's APPNOTE, with ZIP64). Ant's reader holds all entries in memory
 * before any can be counted, and does not look at checksums; Java's own keeps modes and links to itself.
 */
final class ZipReader implements ArchiveReader {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_LOCATOR_LENGTH = 20;
    private static final int ZIP64_END_SIGNATURE = 0x06064b50;
    private static final int ZIP64_END_LENGTH = 56;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int MOST_TARGET = 4096;

    private final FileChannel channel;
    private final Inflater inflater = new Inflater(true);
    private long entries;
    private long position;
    private long end;

    ZipReader(Path archive) throws IOException {
        this.channel = FileChannel.open(archive);
        try {
            findDirectory();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** The end record is followed by a comment of known length, and by nothing else. */
    private void findDirectory() throws IOException {
        long size = channel.size();
        int searched = (int) Math.min(size, END_LENGTH + 0xffff);
        ByteBuffer tail = read(size - searched, searched);
        int at = searched - END_LENGTH;
        while (at >= 0
                && (tail.getInt(at) != END_SIGNATURE
                        || at + END_LENGTH + Short.toUnsignedInt(tail.getShort(at + 20)) != searched)) {
            at--;
        }
        if (at < 0) {
            throw new IOException("it is no zip archive, was cut, or something follows its end");
        }
        long endRecord = size - searched + at;
        int disks = tail.getInt(at + 4);
        entries = Short.toUnsignedLong(tail.getShort(at + 10));
        long length = Integer.toUnsignedLong(tail.getInt(at + 12));
        position = Integer.toUnsignedLong(tail.getInt(at + 16));
        ByteBuffer locator = endRecord < ZIP64_LOCATOR_LENGTH
                ? ByteBuffer.allocate(ZIP64_LOCATOR_LENGTH)
                : read(endRecord - ZIP64_LOCATOR_LENGTH, ZIP64_LOCATOR_LENGTH);
        if (locator.getInt(0) == ZIP64_LOCATOR_SIGNATURE) {
            endRecord = locator.getLong(8);
            ByteBuffer zip64 = read(endRecord, ZIP64_END_LENGTH);
            if (zip64.getInt(0) != ZIP64_END_SIGNATURE) {
                throw damaged();
            }
            disks = zip64.getInt(16) | zip64.getInt(20);
            entries = zip64.getLong(32);
            length = zip64.getLong(40);
            position = zip64.getLong(48);
        }
        end = endRecord;
        if (disks != 0 || position < 0 || length < 0 || position != end - length) {
            throw disks == 0 ? damaged() : new IOException("it is one of several parts");
        }
    }

    static IOException damaged() {
        return new IOException("its directory is damaged");
    }

    private ByteBuffer read(long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        if (from < 0) {
            throw damaged();
        }
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip();
    }

    @Override
    public Optional<ArchiveEntry> next() throws IOException {
        if (entries == 0) {
            if (position != end) {
                throw damaged();
            }
            return Optional.empty();
        }
        if (position > end - ZipHeader.LENGTH) {
            throw damaged();
        }
        entries--;
        ByteBuffer fixed = read(position, ZipHeader.LENGTH);
        int variable = ZipHeader.variableLength(fixed);
        ZipHeader header = new ZipHeader(fixed, read(position + ZipHeader.LENGTH, variable));
        position += ZipHeader.LENGTH + variable;
        return Optional.of(entry(header));
    }

    private ArchiveEntry entry(ZipHeader header) throws IOException {
        String problem = header.problem();
        if (!problem.isEmpty()) {
            return ArchiveEntry.other(header.name(), problem);
        }
        return switch (header.type()) {
            case FOLDER -> ArchiveEntry.folder(header.name(), header.mode(), header.modified());
            case SYMBOLIC_LINK -> {
                try (InputStream target = open(header)) {
                    byte[] text = target.readNBytes(MOST_TARGET + 1);
                    if (text.length > MOST_TARGET) {
                        throw new IOException("the target of a link is too long");
                    }
                    yield ArchiveEntry.link(header.name(), TarHeader.utf8(text), Type.SYMBOLIC_LINK);
                }
            }
            default ->
                new ArchiveEntry(
                        header.name(),
                        Type.FILE,
                        header.size(),
                        header.mode(),
                        header.modified(),
                        "",
                        () -> open(header));
        };
    }

    private InputStream open(ZipHeader header) throws IOException {
        ByteBuffer local = read(header.offset(), LOCAL_LENGTH);
        if (local.getInt(0) != LOCAL_SIGNATURE) {
            throw damaged();
        }
        long content = header.offset()
                + LOCAL_LENGTH
                + Short.toUnsignedInt(local.getShort(26))
                + Short.toUnsignedInt(local.getShort(28));
        return new Content(header, content);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        channel.close();
    }

    /** The content of one entry, which is checked when its end is reached. */
    private final class Content extends InputStream {
        private final ZipHeader header;
        private final ByteBuffer packed = ByteBuffer.allocate(1 << 16);
        private final CRC32 crc = new CRC32();
        private long from;
        private long left;

        Content(ZipHeader header, long from) {
            this.header = header;
            this.from = from;
            this.left = header.packedSize();
            packed.limit(0);
            inflater.reset();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int read = header.isDeflated() ? inflate(buffer, offset, length) : copy(buffer, offset, length);
            if (read > 0) {
                crc.update(buffer, offset, read);
            } else if (crc.getValue() != header.crc()) {
                throw new IOException("its content is not what the archive says");
            }
            return read;
        }

        private int copy(byte[] buffer, int offset, int length) throws IOException {
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, packed.remaining());
            packed.get(buffer, offset, count);
            return count;
        }

        private int inflate(byte[] buffer, int offset, int length) throws IOException {
            try {
                for (int count; !inflater.finished(); ) {
                    if (inflater.needsInput()) {
                        if (!fill()) {
                            throw new EOFException();
                        }
                        inflater.setInput(packed);
                    }
                    if ((count = inflater.inflate(buffer, offset, length)) > 0) {
                        return count;
                    }
                    if (inflater.needsDictionary()) {
                        throw new DataFormatException();
                    }
                }
            } catch (DataFormatException e) {
                throw new IOException("its content is damaged", e);
            }
            if (left + packed.remaining() > 0) {
                throw new IOException("its content is shorter than the archive says");
            }
            return -1;
        }

        /** Returns whether there is something. */
        private boolean fill() throws IOException {
            if (!packed.hasRemaining() && left > 0) {
                packed.clear().limit((int) Math.min(left, packed.capacity()));
                int count = channel.read(packed, from);
                if (count < 0) {
                    throw new EOFException();
                }
                packed.flip();
                from += count;
                left -= count;
            }
            return packed.hasRemaining();
        }
    }
}
