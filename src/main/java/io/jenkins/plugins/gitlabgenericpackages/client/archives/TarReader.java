package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.archives.ArchiveEntry.Type;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads tar archives: POSIX' ustar and pax, and GNU's. Ant's reader does not look at checksums, believes whatever length
 * of a name, hides the headers that tell a sparse file from another one, and takes an archive that was cut for a whole one.
 */
final class TarReader implements ArchiveReader {
    /** A longer name than any system has, together with all else that may be told. */
    private static final int MOST_EXTENDED = 1 << 20;

    private static final int MOST_HEADERS = 16;
    private static final String SPARSE = "GNU.sparse";
    private static final Pattern SECONDS = Pattern.compile("(-?\\d{1,12})(\\.\\d*)?");

    private final InputStream in;
    private final Map<String, String> global = new HashMap<>();
    private long left;
    private long padding;

    /** @param in the archive without compression, buffered */
    TarReader(InputStream in) {
        this.in = in;
    }

    @Override
    public Optional<ArchiveEntry> next() throws IOException {
        in.skipNBytes(left + padding);
        left = 0;
        padding = 0;
        Map<String, String> extended = new HashMap<>(global);
        for (int headers = 0; headers < MOST_HEADERS; headers++) {
            byte[] block = read(TarHeader.LENGTH);
            if (TarHeader.isEmpty(block)) {
                checkEnd();
                return Optional.empty();
            }
            TarHeader header = new TarHeader(block);
            switch (header.type()) {
                case 'g' -> {
                    readExtended(header, global);
                    extended.putAll(global);
                }
                case 'x', 'X' -> readExtended(header, extended);
                case 'L' -> extended.put("path", gnuName(header));
                case 'K' -> extended.put("linkpath", gnuName(header));
                default -> {
                    return Optional.of(entry(header, extended));
                }
            }
        }
        throw new IOException("there are more headers before an entry than any program writes");
    }

    private byte[] read(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private void checkEnd() throws IOException {
        byte[] rest;
        while ((rest = in.readNBytes(TarHeader.LENGTH)).length > 0) {
            for (byte value : rest) {
                if (value != 0) {
                    throw new IOException("something follows its end");
                }
            }
        }
    }

    private byte[] extended(TarHeader header) throws IOException {
        long size = header.size();
        if (size < 0 || size > MOST_EXTENDED) {
            throw new IOException("a name or a header is too long");
        }
        byte[] text = read((int) size);
        in.skipNBytes(paddingOf(size));
        return text;
    }

    private String gnuName(TarHeader header) throws IOException {
        byte[] name = extended(header);
        int end = 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        return TarHeader.utf8(Arrays.copyOf(name, end));
    }

    /** Each record is {@code length key=value\n}, where the length is that of the whole record, in bytes. */
    private void readExtended(TarHeader header, Map<String, String> into) throws IOException {
        byte[] text = extended(header);
        int begin = 0;
        while (begin < text.length) {
            int at = begin;
            int length = 0;
            while (at < text.length && text[at] >= '0' && text[at] <= '9' && length <= MOST_EXTENDED) {
                length = length * 10 + text[at++] - '0';
            }
            int end = begin + length;
            int equals = at;
            while (equals < end && equals < text.length && text[equals] != '=') {
                equals++;
            }
            if (end > text.length || equals >= end || text[at] != ' ' || text[end - 1] != '\n') {
                throw new IOException("an extended header is damaged");
            }
            String key = TarHeader.utf8(Arrays.copyOfRange(text, at + 1, equals));
            if (key.startsWith(SPARSE)) {
                into.put(SPARSE, "");
            } else if (key.matches("path|linkpath|size|mtime")) {
                into.put(key, TarHeader.utf8(Arrays.copyOfRange(text, equals + 1, end - 1)));
            }
            begin = end;
        }
    }

    private ArchiveEntry entry(TarHeader header, Map<String, String> extended) throws IOException {
        String name = extended.containsKey("path") ? extended.get("path") : header.name();
        char type = extended.containsKey(SPARSE) ? 'S' : header.type();
        left = extended.containsKey("size") ? size(extended.get("size")) : header.size();
        if (left < 0) {
            throw new IOException("a number in a header is damaged");
        }
        padding = paddingOf(left);
        boolean isFile = (type == '0' || type == 0 || type == '7') && !name.endsWith("/");
        if (left > 0 && (type == '1' || type == '2' || type == '5' || type == '0' && !isFile)) {
            throw new IOException("'" + name + "' has content, but is no file");
        }
        FileTime modified = modified(header, extended.get("mtime"));
        if (isFile) {
            return new ArchiveEntry(name, Type.FILE, left, header.mode(), modified, "", Content::new);
        }
        return switch (type) {
            case '0', 0, '7', '5' -> ArchiveEntry.folder(name, header.mode(), modified);
            case '1', '2' ->
                ArchiveEntry.link(
                        name,
                        extended.containsKey("linkpath") ? extended.get("linkpath") : header.linkName(),
                        type == '1' ? Type.HARD_LINK : Type.SYMBOLIC_LINK);
            case '3', '4' -> ArchiveEntry.other(name, "it is a device");
            case '6' -> ArchiveEntry.other(name, "it is a pipe");
            case 'S' -> ArchiveEntry.other(name, "it is a sparse file: pack it without tar's option --sparse");
            default -> ArchiveEntry.other(name, "it is of a kind that is not known here");
        };
    }

    private static long size(String digits) throws IOException {
        if (!digits.matches("\\d{1,18}")) {
            throw new IOException("a number in a header is damaged");
        }
        return Long.parseLong(digits);
    }

    private static FileTime modified(TarHeader header, String extended) throws IOException {
        if (extended == null) {
            return FileTime.from(header.modified(), TimeUnit.SECONDS);
        }
        Matcher seconds = SECONDS.matcher(extended);
        if (!seconds.matches()) {
            throw new IOException("a number in a header is damaged");
        }
        return FileTime.from(Long.parseLong(seconds.group(1)), TimeUnit.SECONDS);
    }

    private static long paddingOf(long size) {
        return -size & (TarHeader.LENGTH - 1);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** What is left of the current entry. */
    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(buffer, offset, (int) Math.min(left, length));
            if (read < 0) {
                throw new EOFException();
            }
            left -= read;
            return read;
        }
    }
}
