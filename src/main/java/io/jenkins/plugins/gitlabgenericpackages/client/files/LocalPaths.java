package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of this machine: how people give them, and how they are told. */
public final class LocalPaths {
    private LocalPaths() {}

    /**
     * Returns the path that a parameter means.
     *
     * @throws InvalidRequestException if no file can have that path here
     */
    public static Path resolve(Path base, String parameter, String path) {
        try {
            return base.resolve(path);
        } catch (InvalidPathException e) {
            throw new InvalidRequestException(
                    "'" + parameter + "' is no path on this machine: " + e.getMessage() + nearMiss(path));
        }
    }

    /** Guesses what was meant where no file is: a sentence that goes behind another one, or nothing. */
    static String nearMiss(String path) {
        return (NamePatterns.isPattern(path) ? ". 'file' takes no pattern, but 'includes' does" : "")
                + InvalidRequestException.unreplaced(path);
    }

    /**
     * Returns the name of the file at a path, without its folders.
     *
     * @throws InvalidRequestException if the path names none
     */
    public static String lastPart(Path file) {
        Path last = file.normalize().getFileName();
        if (last == null || last.toString().isEmpty()) {
            throw new InvalidRequestException("'file' must name a file");
        }
        return last.toString();
    }

    /** Returns {@code file} relative to {@code base}, with {@code /}, or absolute when it lies outside. */
    public static String relative(Path base, Path file) {
        Path from = base.toAbsolutePath().normalize();
        Path to = file.toAbsolutePath().normalize();
        Path told = to.startsWith(from) ? from.relativize(to) : to;
        return told.toString().replace(File.separatorChar, '/');
    }
}
