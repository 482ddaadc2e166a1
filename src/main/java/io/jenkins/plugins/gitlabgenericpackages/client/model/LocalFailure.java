package io.jenkins.plugins.gitlabgenericpackages.client.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says for people why a file of this machine could not be used: the JDK's message is often the path and no more. */
public final class LocalFailure {
    private LocalFailure() {}

    /** Returns the path, where it is known, and the reason. */
    public static String message(IOException failure) {
        return failure instanceof FileSystemException file && file.getReason() == null
                ? file.getFile() + ": " + reason(failure)
                : reason(failure);
    }

    /** Returns the reason, for a message that names the file itself. */
    public static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "a file is there already";
        }
        boolean silent =
                failure.getMessage() == null || failure instanceof FileSystemException file && file.getReason() == null;
        return silent ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
