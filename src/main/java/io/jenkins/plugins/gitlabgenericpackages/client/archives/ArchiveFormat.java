package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of archive, known by the ending of its name. */
public enum ArchiveFormat {
    TAR(true, ".tar"),
    TAR_GZ(true, ".tar.gz", ".tgz"),
    TAR_BZ2(false, ".tar.bz2", ".tbz2"),
    TAR_XZ(false, ".tar.xz", ".txz"),
    ZIP(true, ".zip");

    private final boolean canPack;
    private final List<String> endings;

    ArchiveFormat(boolean canPack, String... endings) {
        this.canPack = canPack;
        this.endings = List.of(endings);
    }

    /** Returns the format of a file of that name, with its folders or without; case does not count. */
    public static Optional<ArchiveFormat> of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.endings.stream().anyMatch(name::endsWith))
                .findFirst();
    }

    /** Returns whether {@link Packing} makes archives of it. All can be unpacked. */
    public boolean canPack() {
        return canPack;
    }
}
