package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.archives.ArchiveEntry.Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/** What the central directory of a zip archive says of one entry. */
final class ZipHeader {
    static final int LENGTH = 46;

    private static final int SIGNATURE = 0x02014b50;
    private static final int UNIX = 3;
    private static final int MACOS = 19;
    private static final int ENCRYPTED = 1;
    private static final int UTF_8 = 1 << 11;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ZIP64 = 0x0001;
    private static final int EXTENDED_TIMESTAMP = 0x5455;
    private static final int UNICODE_PATH = 0x7075;
    private static final long IN_ZIP64 = 0xffffffffL;
    private static final int FILE_TYPE = 0170000;

    private final ByteBuffer fixed;
    private String name;
    private long size;
    private long packedSize;
    private long offset;
    private FileTime modified;

    static int variableLength(ByteBuffer fixed) throws IOException {
        if (fixed.getInt(0) != SIGNATURE) {
            throw ZipReader.damaged();
        }
        return Short.toUnsignedInt(fixed.getShort(28))
                + Short.toUnsignedInt(fixed.getShort(30))
                + Short.toUnsignedInt(fixed.getShort(32));
    }

    /** @param variable the name, the extra fields, and a comment */
    ZipHeader(ByteBuffer fixed, ByteBuffer variable) throws IOException {
        this.fixed = fixed;
        packedSize = Integer.toUnsignedLong(fixed.getInt(20));
        size = Integer.toUnsignedLong(fixed.getInt(24));
        offset = Integer.toUnsignedLong(fixed.getInt(42));
        modified = dosTime();
        byte[] rawName = new byte[Short.toUnsignedInt(fixed.getShort(28))];
        variable.get(rawName);
        variable.limit(variable.position() + Short.toUnsignedInt(fixed.getShort(30)));
        while (variable.remaining() >= 4) {
            int id = Short.toUnsignedInt(variable.getShort());
            int length = Short.toUnsignedInt(variable.getShort());
            if (length > variable.remaining()) {
                break;
            }
            readExtra(id, variable.slice(variable.position(), length).order(ByteOrder.LITTLE_ENDIAN), rawName);
            variable.position(variable.position() + length);
        }
        name = name == null ? TarHeader.utf8(rawName) : name;
        if (size < 0 || packedSize < 0 || offset < 0) {
            throw ZipReader.damaged();
        }
    }

    private void readExtra(int id, ByteBuffer extra, byte[] rawName) throws IOException {
        if (id == ZIP64) {
            size = size == IN_ZIP64 ? inZip64(extra) : size;
            packedSize = packedSize == IN_ZIP64 ? inZip64(extra) : packedSize;
            offset = offset == IN_ZIP64 ? inZip64(extra) : offset;
        } else if (id == EXTENDED_TIMESTAMP && extra.remaining() >= 5 && (extra.get() & 1) != 0) {
            modified = FileTime.from(extra.getInt(), TimeUnit.SECONDS);
        } else if (id == UNICODE_PATH && extra.remaining() > 5 && !has(UTF_8) && extra.get() == 1) {
            CRC32 crc = new CRC32();
            crc.update(rawName);
            if ((int) crc.getValue() == extra.getInt()) {
                byte[] unicode = new byte[extra.remaining()];
                extra.get(unicode);
                name = TarHeader.utf8(unicode);
            }
        }
    }

    private static long inZip64(ByteBuffer extra) throws IOException {
        if (extra.remaining() < Long.BYTES) {
            throw ZipReader.damaged();
        }
        return extra.getLong();
    }

    /** To two seconds, in whatever zone the writer was. */
    private FileTime dosTime() {
        int time = Short.toUnsignedInt(fixed.getShort(12));
        int date = Short.toUnsignedInt(fixed.getShort(14));
        try {
            LocalDateTime local = LocalDateTime.of(
                    1980 + (date >> 9), date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63, (time & 31) * 2);
            return FileTime.from(local.atZone(ZoneId.systemDefault()).toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private boolean has(int flag) {
        return (fixed.getShort(8) & flag) != 0;
    }

    private int method() {
        return Short.toUnsignedInt(fixed.getShort(10));
    }

    /** Returns the mode with the kind of file, or 0 where the archive was made by a system without. */
    private int unixMode() {
        int system = fixed.get(5);
        return system == UNIX || system == MACOS ? fixed.getInt(38) >>> 16 : 0;
    }

    /** Returns why the entry cannot be read, or an empty text. */
    String problem() {
        if (has(ENCRYPTED)) {
            return "it is encrypted";
        }
        if (method() != STORED && method() != DEFLATED) {
            return "it is compressed by method " + method() + ", which is not known here";
        }
        if (method() == STORED && size != packedSize) {
            return "it has two sizes";
        }
        return switch (unixMode() & FILE_TYPE) {
            case 0, 0100000, 0120000 -> "";
            case 0040000 -> name.endsWith("/") ? "" : "it is a folder by its mode, but a file by its name";
            default -> "it is a device, a pipe or of a kind that is not known here";
        };
    }

    Type type() {
        if (name.endsWith("/")) {
            return Type.FOLDER;
        }
        return (unixMode() & FILE_TYPE) == 0120000 ? Type.SYMBOLIC_LINK : Type.FILE;
    }

    String name() {
        return name;
    }

    int mode() {
        return unixMode() == 0 ? -1 : unixMode();
    }

    boolean isDeflated() {
        return method() == DEFLATED;
    }

    long crc() {
        return Integer.toUnsignedLong(fixed.getInt(16));
    }

    long size() {
        return size;
    }

    long packedSize() {
        return packedSize;
    }

    long offset() {
        return offset;
    }

    FileTime modified() {
        return modified;
    }
}
