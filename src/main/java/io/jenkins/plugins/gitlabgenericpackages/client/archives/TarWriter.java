package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes tar archives as POSIX has them: what does not fit into the old headers has extended ones. */
final class TarWriter extends TarArchiveOutputStream implements Packing.Writer {
    private static final int LINK_MODE = 0777;

    TarWriter(OutputStream out) {
        super(out, TarConstants.DEFAULT_BLKSIZE, StandardCharsets.UTF_8.name());
        setLongFileMode(LONGFILE_POSIX);
        setBigNumberMode(BIGNUMBER_POSIX);
        setAddPaxHeadersForNonAsciiNames(true);
    }

    @Override
    public OutputStream begin(ArchiveEntry entry) throws IOException {
        TarArchiveEntry header =
                switch (entry.type()) {
                    case FOLDER -> new TarArchiveEntry(entry.name() + "/", TarConstants.LF_DIR);
                    case SYMBOLIC_LINK -> new TarArchiveEntry(entry.name(), TarConstants.LF_SYMLINK);
                    default -> new TarArchiveEntry(entry.name(), TarConstants.LF_NORMAL);
                };
        header.setLinkName(entry.target());
        header.setSize(entry.size());
        header.setMode(entry.type() == ArchiveEntry.Type.SYMBOLIC_LINK ? LINK_MODE : entry.mode());
        header.setLastModifiedTime(FileTime.from(entry.modified().to(TimeUnit.SECONDS), TimeUnit.SECONDS));
        putArchiveEntry(header);
        return this;
    }
}
