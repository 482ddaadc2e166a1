package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Digests the content of a file. An interruption ends it within one read. */
public final class FileDigest {
    private FileDigest() {}

    /**
     * Reads the file once.
     *
     * @param withMd5 whether its MD5 is wanted too
     */
    public static FileContent read(Path file, boolean withMd5) throws IOException, InterruptedException {
        try (InputStream in = Files.newInputStream(file);
                ParallelDigest digest = new ParallelDigest(OptionalLong.of(Files.size(file)), withMd5)) {
            for (int n; (n = in.read(digest.buffer())) >= 0; ) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                digest.update(n);
            }
            return digest.content();
        }
    }
}
