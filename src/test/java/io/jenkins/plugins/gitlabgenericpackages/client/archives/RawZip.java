package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes zip archives as nobody should: what its fields say is said for the next entry, whatever its content is. */
final class RawZip {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int entries;

    int flags = 0x800;
    int method;
    int system = 3;
    int mode = 0100644;
    int crcError;
    int size = -1;
    int packedSize = -1;
    int offset = -1;
    byte[] extra = {};
    byte[] comment = {};
    int countError;
    int offsetError;

    RawZip file(String name, String content) {
        return entry(name.getBytes(StandardCharsets.UTF_8), content.getBytes(StandardCharsets.UTF_8));
    }

    RawZip link(String name, String target) {
        mode = 0120777;
        file(name, target);
        mode = 0100644;
        return this;
    }

    RawZip entry(byte[] name, byte[] packed) {
        CRC32 crc = new CRC32();
        crc.update(packed);
        int at = offset < 0 ? bytes.size() : offset;
        ByteBuffer local = buffer(30).putInt(0x04034b50).putShort((short) 20).putShort((short) flags);
        local.putShort((short) method).putInt(0).putInt((int) crc.getValue()).putInt(packed.length);
        local.putInt(packed.length).putShort((short) name.length).putShort((short) 0);
        bytes.writeBytes(local.array());
        bytes.writeBytes(name);
        bytes.writeBytes(packed);
        ByteBuffer central = buffer(46).putInt(0x02014b50).putShort((short) (system << 8 | 20));
        central.putShort((short) 20)
                .putShort((short) flags)
                .putShort((short) method)
                .putInt(0x5a210000);
        central.putInt((int) crc.getValue() + crcError).putInt(packedSize < 0 ? packed.length : packedSize);
        central.putInt(size < 0 ? packed.length : size)
                .putShort((short) name.length)
                .putShort((short) extra.length);
        central.putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(mode << 16)
                .putInt(at);
        directory.writeBytes(central.array());
        directory.writeBytes(name);
        directory.writeBytes(extra);
        entries++;
        return this;
    }

    byte[] ended() {
        int at = bytes.size();
        bytes.writeBytes(directory.toByteArray());
        ByteBuffer end = buffer(22).putInt(0x06054b50).putInt(0);
        end.putShort((short) (entries + countError)).putShort((short) (entries + countError));
        end.putInt(directory.size()).putInt(at + offsetError).putShort((short) comment.length);
        bytes.writeBytes(end.array());
        bytes.writeBytes(comment);
        return bytes.toByteArray();
    }

    static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
