package io.jenkins.plugins.gitlabgenericpackages.client;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out the MD5 of transferred files where GitLab has not told it, for callers who recognise files by it. It proves
 * nothing: that is what the SHA-256 is for.
 */
public final class LocalMd5 {
    private LocalMd5() {}

    /**
     * Returns the files in the same order, each with its MD5 as far as it can be known.
     *
     * @param base the folder that their relative paths start from
     */
    public static ArrayList<TransferredFile> complete(Path base, List<TransferredFile> files)
            throws InterruptedException {
        ArrayList<TransferredFile> complete = new ArrayList<>();
        for (TransferredFile file : files) {
            boolean lacking = file.skipped() && file.content().knownMd5().isEmpty();
            complete.add(
                    lacking ? md5(base.resolve(file.path())).map(file::withMd5).orElse(file) : file);
        }
        return complete;
    }

    private static Optional<Md5> md5(Path file) throws InterruptedException {
        try {
            return FileDigest.md5(file);
        } catch (IOException e) {
            // Somebody has taken the file away already; it was there and right.
            return Optional.empty();
        }
    }
}
