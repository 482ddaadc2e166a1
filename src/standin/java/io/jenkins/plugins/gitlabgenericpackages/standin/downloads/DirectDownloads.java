package io.jenkins.plugins.gitlabgenericpackages.standin.downloads;

import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.IOException;

/** An object storage that files of the test double can be had from, by an address that needs no token. Thread-safe. */
public interface DirectDownloads {
    /**
     * Returns an address of the file, for one download.
     *
     * @param method the only one that the address is signed for
     */
    String address(StoredFile file, String method) throws IOException;
}
