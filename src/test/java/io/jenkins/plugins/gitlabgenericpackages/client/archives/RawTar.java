package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes tar archives as nobody should. */
final class RawTar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    RawTar file(String name, String content) {
        return entry(name, '0', "", content);
    }

    RawTar folder(String name) {
        return entry(name, '5', "", "");
    }

    RawTar link(String name, String target) {
        return entry(name, '2', target, "");
    }

    RawTar hardLink(String name, String target) {
        return entry(name, '1', target, "");
    }

    RawTar entry(String name, char type, String target, String content) {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        return header(name, type, target, data.length).raw(data).pad();
    }

    /** Each record with its length. */
    RawTar pax(char type, String... records) {
        StringBuilder text = new StringBuilder();
        for (String record : records) {
            int body = record.getBytes(StandardCharsets.UTF_8).length + 2;
            int length = body + 1;
            while (length != body + String.valueOf(length).length()) {
                length++;
            }
            text.append(length).append(' ').append(record).append('\n');
        }
        return entry("pax", type, "", text.toString());
    }

    RawTar header(String name, char type, String target, long size) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format("%011o\0", size));
        put(header, 136, "00000001750\0");
        header[156] = (byte) type;
        put(header, 157, target);
        put(header, 257, "ustar\00000");
        return signed(header);
    }

    RawTar signed(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        return raw(header);
    }

    static void put(byte[] header, int offset, String text) {
        byte[] field = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(field, 0, header, offset, field.length);
    }

    RawTar raw(byte[] data) {
        bytes.writeBytes(data);
        return this;
    }

    RawTar pad() {
        return raw(new byte[-bytes.size() & 511]);
    }

    byte[] cut() {
        return bytes.toByteArray();
    }

    byte[] ended() {
        return raw(new byte[1024]).cut();
    }

    Path write(Path archive) throws IOException {
        return Files.write(archive, ended());
    }
}
