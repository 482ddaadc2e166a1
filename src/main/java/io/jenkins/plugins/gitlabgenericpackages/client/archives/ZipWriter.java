package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.X5455_ExtendedTimestamp;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes zip archives with what Info-ZIP adds: modes and links of Unix, times in seconds of UTC. The times that zip itself
 * has, without a zone, are those of UTC too: the same tree is the same archive in each zone.
 */
final class ZipWriter extends ZipArchiveOutputStream implements Packing.Writer {
    private static final int LINK_MODE = UnixStat.LINK_FLAG | 0777;

    /** What does not shrink may get longer than 4 GiB by being packed. */
    private static final long MAYBE_LONG = 0xfff00000L;

    ZipWriter(OutputStream out) {
        super(out);
    }

    @Override
    public OutputStream begin(ArchiveEntry entry) throws IOException {
        boolean isLink = entry.type() == ArchiveEntry.Type.SYMBOLIC_LINK;
        byte[] target = entry.target().getBytes(StandardCharsets.UTF_8);
        boolean isFolder = entry.type() == ArchiveEntry.Type.FOLDER;
        long seconds = entry.modified().to(TimeUnit.SECONDS);
        ZipArchiveEntry header = new UnixEntry(isFolder ? entry.name() + "/" : entry.name());
        header.setSize(isLink ? target.length : entry.size());
        header.setUnixMode(isLink ? LINK_MODE : entry.mode() | (isFolder ? UnixStat.DIR_FLAG : UnixStat.FILE_FLAG));
        if (isFolder) {
            header.setMethod(STORED);
            header.setCrc(0);
        }
        if (seconds == (int) seconds) {
            X5455_ExtendedTimestamp exact = new X5455_ExtendedTimestamp();
            exact.setModifyFileTime(FileTime.from(seconds, TimeUnit.SECONDS));
            header.addExtraField(exact);
        } else {
            header.setTime(TimeUnit.SECONDS.toMillis(seconds));
        }
        setUseZip64(entry.size() > MAYBE_LONG ? Zip64Mode.Always : Zip64Mode.AsNeeded);
        putArchiveEntry(header);
        if (isLink) {
            write(target);
        }
        return this;
    }

    private static final class UnixEntry extends ZipArchiveEntry {
        UnixEntry(String name) {
            // In a name of another system, the library takes a backslash for a slash.
            setPlatform(PLATFORM_UNIX);
            setName(name);
        }

        /** Returns what the library makes the time without a zone of, by the zone of this machine. */
        @Override
        public long getTime() {
            return LocalDateTime.ofEpochSecond(Math.floorDiv(super.getTime(), 1000), 0, ZoneOffset.UTC)
                    .atZone(ZoneId.systemDefault())
                    .toInstant()
                    .toEpochMilli();
        }
    }
}
