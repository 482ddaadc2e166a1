package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.util.Locale;
import java.util.Optional;

/** How a whole folder becomes one file. The end of the file's name says it. */
public enum ArchiveFormat {
    TAR,
    TAR_GZ,
    TAR_BZ2,
    TAR_XZ,
    ZIP;

    /** The ends of names that can be packed, for messages. */
    public static final String PACKED = ".tar.gz, .tgz, .tar or .zip";

    /** The ends of names that can be unpacked, for messages. */
    public static final String UNPACKED = ".tar.gz, .tgz, .tar, .tar.bz2, .tbz2, .tar.xz, .txz or .zip";

    /** Returns what the end of the name says, whatever its case; empty if it is no archive. */
    public static Optional<ArchiveFormat> of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
            return Optional.of(TAR_GZ);
        }
        if (name.endsWith(".tar.bz2") || name.endsWith(".tbz2")) {
            return Optional.of(TAR_BZ2);
        }
        if (name.endsWith(".tar.xz") || name.endsWith(".txz")) {
            return Optional.of(TAR_XZ);
        }
        if (name.endsWith(".tar")) {
            return Optional.of(TAR);
        }
        return name.endsWith(".zip") ? Optional.of(ZIP) : Optional.empty();
    }

    public boolean canPack() {
        return this == TAR || this == TAR_GZ || this == ZIP;
    }
}
