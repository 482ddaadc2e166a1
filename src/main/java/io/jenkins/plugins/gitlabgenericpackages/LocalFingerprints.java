package io.jenkins.plugins.gitlabgenericpackages;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out the MD5 by which Jenkins recognises a file, where GitLab has not told it. Runs on the agent. It proves
 * nothing: every file was verified by its SHA-256 before.
 */
record LocalFingerprints(Path folder) {
    ArrayList<TransferredFile> complete(List<TransferredFile> files) throws IOException, InterruptedException {
        ArrayList<TransferredFile> complete = new ArrayList<>();
        for (TransferredFile file : files) {
            complete.add(file.md5().isEmpty() ? file.withMd5(md5(folder.resolve(file.path()))) : file);
        }
        return complete;
    }

    private static String md5(Path file) throws IOException, InterruptedException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            // In FIPS mode there is none, and then Jenkins has no fingerprints either.
            return "";
        }
        try {
            return FileDigest.hex(file, digest);
        } catch (IOException e) {
            // Somebody has taken the file away already; it was there and right.
            return "";
        }
    }
}
