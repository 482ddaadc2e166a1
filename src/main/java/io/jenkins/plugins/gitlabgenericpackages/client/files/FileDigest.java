package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/** Digests the content of a file. An interruption ends it within one read. */
public final class FileDigest {
    private static final int BUFFER = 256 * 1024;

    private FileDigest() {}

    public static Sha256 sha256(Path file) throws IOException, InterruptedException {
        MessageDigest digest = Sha256.newDigest();
        update(digest, file);
        return Sha256.of(digest);
    }

    /** Returns nothing where Java has no MD5, as in FIPS mode. */
    public static Optional<Md5> md5(Path file) throws IOException, InterruptedException {
        Optional<MessageDigest> digest = Md5.newDigest();
        if (digest.isPresent()) {
            update(digest.get(), file);
        }
        return digest.map(Md5::of);
    }

    private static void update(MessageDigest digest, Path file) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n; (n = in.read(buffer)) >= 0; ) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                digest.update(buffer, 0, n);
            }
        }
    }
}
