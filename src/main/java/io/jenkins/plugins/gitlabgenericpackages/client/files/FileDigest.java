package io.jenkins.plugins.gitlabgenericpackages.client.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Digests the content of a file. */
public final class FileDigest {
    private static final int BUFFER = 256 * 1024;

    private FileDigest() {}

    /** Returns the file's digest in hexadecimal; an interruption ends it within one read. */
    public static String hex(Path file, MessageDigest digest) throws IOException, InterruptedException {
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
