package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.archives.ArchiveEntry.Type;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.utils.ArchiveUtils;
import org.apache.commons.io.input.CloseShieldInputStream;

/**
 * Reads tar archives with Commons Compress. The library believes each header, takes an archive that was cut for a whole one,
 * and holds whatever length of headers in memory: so each header is looked at before the library gets it.
 */
class TarReader extends TarArchiveInputStream implements ArchiveReader {
    private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;
    private static final int SIZE = 124;
    private static final int TYPE = 156;
    private static final int LINK_NAME = 157;
    private static final int PREFIX = 345;

    /** A longer name than any system has, together with all else that may be told. */
    private static final int MOST_EXTENDED = 1 << 20;

    private static final int MOST_HEADERS = 16;
    private static final int MOST_ZEROS = 1 << 24;
    private static final String SPARSE = "is a sparse file: pack it without tar's option --sparse";

    private int headers;
    private long extended;
    private long global;

    /** Headers of long names that {@link #getLongNameData} was not asked for: a newer library reads them another way. */
    private int longNames;

    private boolean ended;

    /** @param in the archive without compression, buffered */
    TarReader(InputStream in) {
        // A block of one record: the library looks at nothing that fills a block behind the end.
        super(in, RECORD, RECORD, StandardCharsets.UTF_8.name());
        this.in = new WithoutMaps(in);
    }

    @Override
    public Optional<ArchiveEntry> next() throws IOException {
        headers = 0;
        extended = 0;
        longNames = 0;
        TarArchiveEntry entry = getNextEntry();
        return entry == null ? Optional.empty() : Optional.of(described(entry));
    }

    private ArchiveEntry described(TarArchiveEntry entry) throws IOException {
        String name = entry.getName();
        if (mayBeReplaced(name) || mayBeReplaced(entry.getLinkName())) {
            throw notUtf8();
        }
        if (entry.isSparse()
                || entry.getExtraPaxHeaders().keySet().stream().anyMatch(it -> it.startsWith("GNU.sparse"))) {
            return ArchiveEntry.other(name, "it " + SPARSE);
        }
        char type = (char) entry.getLinkFlag();
        FileTime modified = FileTime.from(entry.getLastModifiedTime().to(TimeUnit.SECONDS), TimeUnit.SECONDS);
        boolean isFile = (type == '0' || type == 0 || type == '7') && !name.endsWith("/");
        if (isFile) {
            // Whoever closes the content does not close the archive.
            ArchiveEntry.Content content = () -> CloseShieldInputStream.wrap(this);
            return new ArchiveEntry(name, Type.FILE, entry.getSize(), entry.getMode(), modified, "", content);
        }
        if (entry.getSize() > 0) {
            return ArchiveEntry.other(name, "it has content, but is no file");
        }
        return switch (type) {
            case '0', 0, '7', '5' -> ArchiveEntry.folder(name, entry.getMode(), modified);
            case '1' -> ArchiveEntry.link(name, entry.getLinkName(), Type.HARD_LINK);
            case '2' -> ArchiveEntry.link(name, entry.getLinkName(), Type.SYMBOLIC_LINK);
            case '3', '4' -> ArchiveEntry.other(name, "it is a device");
            case '6' -> ArchiveEntry.other(name, "it is a pipe");
            default -> ArchiveEntry.other(name, "it is of a kind that is not known here");
        };
    }

    /** The library has this in place of what is no UTF-8: in an extended header the one, in a long name the other. */
    private boolean mayBeReplaced(String name) {
        return name.indexOf('\uFFFD') >= 0 || longNames > 0 && name.indexOf('?') >= 0;
    }

    /** Returns the next header, or null behind the one that ends the archive. */
    @Override
    protected byte[] readRecord() throws IOException {
        if (ended) {
            checkEnd();
            // Nothing is left, so that is null.
            return super.readRecord();
        }
        byte[] record = in.readNBytes(RECORD);
        if (record.length < RECORD) {
            throw new EOFException();
        }
        count(RECORD);
        ended = isEOFRecord(record);
        if (!ended) {
            checkHeader(record);
        }
        return record;
    }

    /** Behind the end there are zeros, up to the length of whatever the program wrote at once. */
    private void checkEnd() throws IOException {
        int zeros = 0;
        for (byte[] rest; (rest = in.readNBytes(RECORD)).length > 0; zeros += rest.length) {
            if (zeros > MOST_ZEROS || !ArchiveUtils.isArrayZero(rest, rest.length)) {
                throw new IOException("something follows its end");
            }
        }
    }

    private void checkHeader(byte[] header) throws IOException {
        long size;
        try {
            size = TarUtils.parseOctalOrBinary(header, SIZE, TarConstants.SIZELEN);
            if (size < 0 || !TarUtils.verifyCheckSum(header)) {
                throw new IllegalArgumentException();
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("a header is damaged, or this is no tar archive", e);
        }
        if (++headers > MOST_HEADERS) {
            throw new IOException("there are more headers before an entry than any program writes");
        }
        switch (header[TYPE]) {
            case 'g', 'x', 'X', 'L', 'K' -> {
                extended += Math.min(size, MOST_EXTENDED + 1);
                global += header[TYPE] == 'g' ? size : 0;
                longNames += header[TYPE] == 'L' || header[TYPE] == 'K' ? 1 : 0;
                if (extended > MOST_EXTENDED || global > MOST_EXTENDED) {
                    throw new IOException("a name or a header is too long");
                }
            }
            case 'S' -> throw sparse(TarUtils.parseName(header, 0, TarConstants.NAMELEN));
            default -> {
                checkText(header, 0, TarConstants.NAMELEN);
                checkText(header, LINK_NAME, TarConstants.NAMELEN);
                // Only "ustar", with a zero behind it, has a prefix.
                if (header[TarConstants.MAGIC_OFFSET + 5] == 0) {
                    checkText(header, PREFIX, TarConstants.PREFIXLEN);
                }
            }
        }
    }

    @Override
    protected byte[] getLongNameData() throws IOException {
        longNames--;
        byte[] name = super.getLongNameData();
        if (name != null) {
            checkText(Arrays.copyOf(name, name.length + 1), 0, name.length + 1);
        }
        return name;
    }

    /** The library has question marks for what is no UTF-8. A field that is full may end within a character. */
    private static void checkText(byte[] header, int offset, int length) throws IOException {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        ByteBuffer text = ByteBuffer.wrap(header, offset, end - offset);
        boolean isWrong = StandardCharsets.UTF_8
                .newDecoder()
                .decode(text, CharBuffer.allocate(length), false)
                .isError();
        if (isWrong || text.hasRemaining() && end < offset + length) {
            throw notUtf8();
        }
    }

    private static IOException notUtf8() {
        return new IOException("a name is not written in UTF-8");
    }

    private static IOException sparse(String name) {
        return new IOException("'" + PrintableText.name(name) + "' " + SPARSE);
    }

    /** The library reads single bytes for one thing: a sparse file's map in front of its content, of whatever length. */
    private final class WithoutMaps extends FilterInputStream {
        WithoutMaps(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            throw sparse(getCurrentEntry().getName());
        }

        /** Or the library goes back at an exception behind the end, and tells of that. */
        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
