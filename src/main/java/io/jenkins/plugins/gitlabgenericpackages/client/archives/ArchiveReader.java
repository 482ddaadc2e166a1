package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads an archive from its beginning to its end. Not thread-safe. */
interface ArchiveReader extends Closeable {
    /**
     * Returns the next entry, nothing behind the last one. What was not read of the one before is skipped.
     *
     * @throws IOException with a sentence for people if the archive is damaged
     */
    Optional<ArchiveEntry> next() throws IOException;
}
