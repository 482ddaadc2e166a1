package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.apache.tools.tar.TarConstants;
import org.apache.tools.tar.TarEntry;
import org.apache.tools.tar.TarOutputStream;

/** Writes tar archives as POSIX has them: what does not fit into the old headers has extended ones. */
final class TarWriter implements Packing.Writer {
    private static final int LINK_MODE = 0777;

    private final TarOutputStream tar;

    TarWriter(OutputStream out) {
        tar = new TarOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    @Override
    public OutputStream begin(ArchiveEntry entry) throws IOException {
        TarEntry header =
                switch (entry.type()) {
                    case FOLDER -> new TarEntry(entry.name() + "/", TarConstants.LF_DIR);
                    case SYMBOLIC_LINK -> new TarEntry(entry.name(), TarConstants.LF_SYMLINK);
                    default -> new TarEntry(entry.name(), TarConstants.LF_NORMAL);
                };
        header.setLinkName(entry.target());
        header.setSize(entry.size());
        header.setMode(entry.type() == ArchiveEntry.Type.SYMBOLIC_LINK ? LINK_MODE : entry.mode());
        header.setModTime(TimeUnit.SECONDS.toMillis(entry.modified().to(TimeUnit.SECONDS)));
        tar.putNextEntry(header);
        return tar;
    }

    @Override
    public void end() throws IOException {
        tar.closeEntry();
    }

    @Override
    public void finish() throws IOException {
        tar.finish();
    }
}
