package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes an archive from its beginning to its end. The stream below stays open. Not
 * thread-safe.
 */
interface ArchiveWriter {
    /** Begins an entry. Of a file, exactly as many bytes as the entry says have to be written to what is returned. */
    OutputStream begin(ArchiveEntry entry) throws IOException;

    void end() throws IOException;

    /** Writes what comes behind the last entry. Only after this is the archive one. */
    void finish() throws IOException;
}
