package io.jenkins.plugins.gitlabgenericpackages.client.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/** A transfer failed for good. The message is for people: what, where, why, and what to try. */
public class RegistryException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Duration pause;

    public RegistryException(String message) {
        this(message, null);
    }

    public RegistryException(String message, Throwable cause) {
        this(message, cause, Duration.ZERO);
    }

    /** @param pause how long the server asks to be left alone; zero if it does not say */
    public RegistryException(String message, Throwable cause, Duration pause) {
        super(message, cause);
        this.pause = pause;
    }

    /** Returns how long the server asks to be left alone; zero if it does not say. */
    public Duration pause() {
        return pause;
    }

    /** Returns whether GitLab gave no answer, or none of its own: what was asked for may be there all the same. */
    public boolean isAway() {
        return getCause() instanceof RegistryException answer ? answer.isAway() : getCause() instanceof IOException;
    }

    /** Says why a file of this machine could not be used, with its path where that is known. */
    public static String localMessage(IOException failure) {
        return failure instanceof FileSystemException file
                ? file.getFile() + ": " + localReason(failure)
                : localReason(failure);
    }

    /** Says it for a message that names the file itself: the JDK's message is often the path and no more. */
    public static String localReason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "a file is there already";
        }
        String reason = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }
}
