package io.jenkins.plugins.gitlabgenericpackages;

import io.jenkins.plugins.gitlabgenericpackages.client.TransferredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds out the MD5 by which Jenkins recognises a file, where GitLab has not told it. Runs on the agent. It proves
 * nothing: every file was verified by its SHA-256 before.
 */
record LocalFingerprints(Path folder) {
    private static final int BUFFER = 256 * 1024;

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
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n; (n = in.read(buffer)) >= 0; ) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
