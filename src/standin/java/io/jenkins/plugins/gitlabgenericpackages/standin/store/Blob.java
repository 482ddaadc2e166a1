package io.jenkins.plugins.gitlabgenericpackages.standin.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bytes that the test double received and has not made visible yet. */
public record Blob(Path file, long size, String sha256) {
    private static final int BUFFER_BYTES = 256 * 1024;

    /** Takes a body to its end; a body that breaks off leaves nothing behind. */
    public static Blob receive(InputStream body, Path dir) throws IOException {
        Path file = Files.createTempFile(dir, "upload", null);
        boolean complete = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            MessageDigest digest = newDigest();
            byte[] buffer = new byte[BUFFER_BYTES];
            long size = 0;
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                digest.update(buffer, 0, count);
                out.write(buffer, 0, count);
                size += count;
            }
            complete = true;
            return new Blob(file, size, HexFormat.of().formatHex(digest.digest()));
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Makes a file of zeros that takes no space on disk where the file system knows sparse files. */
    static Blob zeros(long size, Path dir) throws IOException {
        Path file = Files.createTempFile(dir, "zeros", null);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (long left = size; left > 0; left -= buffer.length) {
            digest.update(buffer, 0, (int) Math.min(left, buffer.length));
        }
        return new Blob(file, size, HexFormat.of().formatHex(digest.digest()));
    }

    public void discard() throws IOException {
        Files.deleteIfExists(file);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
