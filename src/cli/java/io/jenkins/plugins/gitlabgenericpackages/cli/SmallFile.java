package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TextFile;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A small file that an option or a variable names.
 *
 * @param origin the option or variable
 */
record SmallFile(String origin, Path path, byte[] bytes) {
    private static final int MOST_BYTES = 1024 * 1024;

    /** @throws InvalidRequestException if it cannot be read, or is longer than a token or a set of certificates is */
    static SmallFile read(Shell shell, String file, String origin) {
        if (file.contains("://")) {
            throw new InvalidRequestException(origin + " names a file of this machine, not an address");
        }
        Path path;
        try {
            path = shell.directory().resolve(file);
        } catch (InvalidPathException e) {
            throw new InvalidRequestException(origin + ": there is no file '" + file + "', nor can one be called so");
        }
        try (InputStream in = Files.newInputStream(path)) {
            SmallFile read = new SmallFile(origin, path, in.readNBytes(MOST_BYTES + 1));
            if (read.bytes.length > MOST_BYTES) {
                throw read.unreadable("it is longer than " + MOST_BYTES + " bytes");
            }
            return read;
        } catch (NoSuchFileException e) {
            throw new InvalidRequestException(origin + ": there is no file " + path);
        } catch (IOException e) {
            throw new SmallFile(origin, path, null).unreadable(RegistryException.localReason(e));
        }
    }

    /** @throws InvalidRequestException if it is no text */
    String text() {
        try {
            return TextFile.read(bytes);
        } catch (IllegalArgumentException e) {
            throw unreadable(e.getMessage());
        }
    }

    /** A certificate in DER is a sequence, and longer than 127 bytes (X.690, sections 8.1.3 and 8.9). */
    boolean isDer() {
        return bytes.length > 1 && bytes[0] == 0x30 && (bytes[1] & 0xff) > 0x80;
    }

    private InvalidRequestException unreadable(String reason) {
        return new InvalidRequestException(origin + ": the file " + path + " cannot be read: " + reason);
    }
}
