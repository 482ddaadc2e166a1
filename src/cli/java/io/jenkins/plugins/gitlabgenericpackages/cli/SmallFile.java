package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TextFile;
import io.jenkins.plugins.gitlabgenericpackages.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A small text file that an option or a variable names. */
final class SmallFile {
    private SmallFile() {}

    /**
     * Reads the file.
     *
     * @param origin the option or variable that names it
     * @throws InvalidRequestException if it cannot be read
     */
    static String read(Shell shell, String file, String origin) {
        Path path;
        try {
            path = shell.directory().resolve(file);
        } catch (InvalidPathException e) {
            throw new InvalidRequestException(origin + ": there is no file '" + file + "', nor can one be called so");
        }
        try {
            return TextFile.read(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            throw new InvalidRequestException(origin + ": there is no file " + path);
        } catch (IOException e) {
            throw new InvalidRequestException(
                    origin + ": the file " + path + " cannot be read: " + RegistryException.localReason(e));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(origin + ": the file " + path + " cannot be read: " + e.getMessage());
        }
    }
}
