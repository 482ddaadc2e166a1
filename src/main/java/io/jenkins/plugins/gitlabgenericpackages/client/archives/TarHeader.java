package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The 512 bytes before each entry of a tar archive (POSIX 1003.1, {@code pax}, "ustar Interchange Format"). */
final class TarHeader {
    static final int LENGTH = 512;

    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_END = 156;
    private static final int PREFIX = 345;

    private final byte[] block;

    /** @throws IOException if its checksum is another one */
    TarHeader(byte[] block) throws IOException {
        this.block = block;
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < LENGTH; i++) {
            byte value = i >= CHECKSUM && i < CHECKSUM_END ? (byte) ' ' : block[i];
            unsigned += value & 0xff;
            signed += value;
        }
        long checksum = number(CHECKSUM, CHECKSUM_END - CHECKSUM);
        // Old writers took bytes for signed.
        if (checksum != unsigned && checksum != signed) {
            throw new IOException("a header is damaged, or this is no tar archive");
        }
    }

    static boolean isEmpty(byte[] block) {
        return Arrays.equals(block, new byte[LENGTH]);
    }

    char type() {
        return (char) (block[CHECKSUM_END] & 0xff);
    }

    String name() throws IOException {
        String name = text(0, 100);
        String prefix =
                new String(block, 257, 6, StandardCharsets.ISO_8859_1).equals("ustar\0") ? text(PREFIX, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    String linkName() throws IOException {
        return text(CHECKSUM_END + 1, 100);
    }

    int mode() throws IOException {
        return (int) number(100, 8) & 07777;
    }

    long size() throws IOException {
        return number(124, 12);
    }

    /** Returns the seconds since 1970. */
    long modified() throws IOException {
        return number(136, 12);
    }

    private String text(int offset, int length) throws IOException {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return utf8(Arrays.copyOfRange(block, offset, end));
    }

    /** Octal digits, or in GNU's way the bytes of a number behind a set bit. */
    private long number(int offset, int length) throws IOException {
        byte[] field = Arrays.copyOfRange(block, offset, offset + length);
        try {
            if (field[0] == (byte) 0xff || field[0] == (byte) 0x80) {
                field[0] = (byte) (field[0] == (byte) 0x80 ? 0 : 0xff);
                return new BigInteger(field).longValueExact();
            }
            String digits = new String(field, StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .strip();
            return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 8);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IOException("a number in a header is damaged", e);
        }
    }

    static String utf8(byte[] text) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("a name is not written in UTF-8", e);
        }
    }
}
