package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.apache.tools.zip.UnrecognizedExtraField;
import org.apache.tools.zip.Zip64Mode;
import org.apache.tools.zip.ZipEntry;
import org.apache.tools.zip.ZipExtraField;
import org.apache.tools.zip.ZipOutputStream;
import org.apache.tools.zip.ZipShort;

/**
 * Writes zip archives with what Info-ZIP adds: modes and links of Unix, times in seconds of UTC. The times that zip itself
 * has, without a zone, are those of UTC too: the same tree is the same archive in each zone.
 */
final class ZipWriter implements Packing.Writer {
    private static final int FILE = 0100000;
    private static final int FOLDER = 0040000;
    private static final int LINK_MODE = 0120777;
    private static final ZipShort EXTENDED_TIMESTAMP = new ZipShort(0x5455);

    /** What does not shrink may get longer than 4 GiB by being packed. */
    private static final long MAYBE_LONG = 0xfff00000L;

    private final ZipOutputStream zip;

    ZipWriter(OutputStream out) {
        zip = new ZipOutputStream(out);
        zip.setEncoding("UTF-8");
    }

    @Override
    public OutputStream begin(ArchiveEntry entry) throws IOException {
        boolean isLink = entry.type() == ArchiveEntry.Type.SYMBOLIC_LINK;
        byte[] target = entry.target().getBytes(StandardCharsets.UTF_8);
        boolean isFolder = entry.type() == ArchiveEntry.Type.FOLDER;
        long seconds = entry.modified().to(TimeUnit.SECONDS);
        ZipEntry header = new UnixEntry(isFolder ? entry.name() + "/" : entry.name(), seconds);
        header.setSize(isLink ? target.length : entry.size());
        header.setUnixMode(isLink ? LINK_MODE : entry.mode() | (isFolder ? FOLDER : FILE));
        if (isFolder) {
            header.setMethod(ZipEntry.STORED);
            header.setCrc(0);
        }
        if (seconds == (int) seconds) {
            header.addExtraField(exact((int) seconds));
        }
        zip.setUseZip64(entry.size() > MAYBE_LONG ? Zip64Mode.Always : Zip64Mode.AsNeeded);
        zip.putNextEntry(header);
        if (isLink) {
            zip.write(target);
        }
        return zip;
    }

    private static ZipExtraField exact(int seconds) {
        UnrecognizedExtraField time = new UnrecognizedExtraField();
        time.setHeaderId(EXTENDED_TIMESTAMP);
        time.setLocalFileDataData(ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putInt(seconds)
                .array());
        return time;
    }

    @Override
    public void end() throws IOException {
        zip.closeEntry();
    }

    @Override
    public void finish() throws IOException {
        zip.finish();
    }

    private static final class UnixEntry extends ZipEntry {
        private final long seconds;

        UnixEntry(String name, long seconds) {
            this.seconds = seconds;
            // In a name of another system, Ant takes a backslash for a slash.
            setPlatform(PLATFORM_UNIX);
            setName(name);
        }

        /** Returns what Ant makes the time without a zone of, by the zone of this machine. */
        @Override
        public long getTime() {
            return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC)
                    .atZone(ZoneId.systemDefault())
                    .toInstant()
                    .toEpochMilli();
        }
    }
}
