package io.jenkins.plugins.gitlabgenericpackages.client.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room there is. Only a hint: others write as well. */
public final class FreeSpace {
    private FreeSpace() {}

    /**
     * Returns how many bytes can be written below a folder; {@link Long#MAX_VALUE} where the system does not tell: some
     * file systems say 0, and Java fails where the list of mounts does not have the folder's, as in some containers.
     */
    public static long in(Path folder) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            return free > 0 ? free : Long.MAX_VALUE;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
