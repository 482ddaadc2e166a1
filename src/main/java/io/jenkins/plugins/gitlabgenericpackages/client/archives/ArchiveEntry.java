package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.FileTime;

/**
 * What an archive says, or is told, of one file, folder or link.
 *
 * @param name with {@code /} between folders; hostile when it comes from an archive
 * @param size of a file, in bytes; otherwise 0
 * @param mode as in POSIX, of which the lowest nine bits count; -1 if nobody knows
 * @param modified null if nobody knows
 * @param target where a link leads, or what is {@link Type#OTHER}, as the end of a sentence; else empty
 * @param content of a file; for what comes from an archive, to be read before the next entry
 */
public record ArchiveEntry(
        String name, Type type, long size, int mode, FileTime modified, String target, Content content) {

    public enum Type {
        FILE,
        FOLDER,
        /** Leads to a path, from the folder that it is in. */
        SYMBOLIC_LINK,
        /** A further name for a file that came before. */
        HARD_LINK,
        /** What no archive of a package should hold. */
        OTHER
    }

    /** Opens the content of a file, which whoever opens it closes. */
    public interface Content {
        InputStream open() throws IOException;
    }

    static ArchiveEntry folder(String name, int mode, FileTime modified) {
        return new ArchiveEntry(name, Type.FOLDER, 0, mode, modified, "", InputStream::nullInputStream);
    }

    static ArchiveEntry link(String name, String target, Type type) {
        return new ArchiveEntry(name, type, 0, -1, null, target, InputStream::nullInputStream);
    }

    static ArchiveEntry other(String name, String what) {
        return new ArchiveEntry(name, Type.OTHER, 0, -1, null, what, InputStream::nullInputStream);
    }
}
