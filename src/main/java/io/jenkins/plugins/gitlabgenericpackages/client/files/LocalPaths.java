package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.SomeNames;
import java.io.File;
import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Paths of this machine: how people give them, and how they are told. */
public final class LocalPaths {
    /** More than that are no names for a message. */
    private static final int MOST_ENTRIES = 1000;

    private LocalPaths() {}

    /**
     * Returns the path that a parameter means.
     *
     * @throws InvalidRequestException if no file can have that path here
     */
    public static Path resolve(Path base, String parameter, String path) {
        try {
            Path resolved = base.resolve(path);
            // Of a drive of Windows without a folder, the current one there is meant.
            Path absolute = base.isAbsolute() ? resolved.toAbsolutePath() : resolved;
            Path root = absolute.getRoot();
            if (root == null || !Files.notExists(root)) {
                return absolute;
            }
        } catch (InvalidPathException e) {
            throw new InvalidRequestException(
                    "'" + parameter + "' is no path on this machine: " + reason(e) + nearMiss(path));
        } catch (IOError e) {
            // Said below: there is no such drive.
        }
        throw new InvalidRequestException(
                "'" + parameter + "' is '" + path + "', and there is no such drive on this machine");
    }

    /**
     * Returns the path that {@code file} means.
     *
     * @throws InvalidRequestException if no file can have that path here, or it can only be a folder
     */
    public static Path file(Path base, String path) {
        Path file = resolve(base, "file", path);
        boolean isRoot = Path.of(path).getFileName() == null || file.normalize().getFileName() == null;
        if (isRoot || path.endsWith(File.separator)) {
            throw new InvalidRequestException("'file' must name a file, not a folder: use 'dir' for a folder");
        }
        return file;
    }

    private static String reason(InvalidPathException e) {
        int index = e.getIndex();
        String path = "'" + e.getInput() + "'";
        return index >= 0 && index < e.getInput().length()
                ? path + " may not have '" + e.getInput().charAt(index) + "' there"
                : path + ": " + e.getReason();
    }

    /** Guesses what was meant where no file is: a sentence that goes behind another one, or nothing. */
    static String nearMiss(String path) {
        return (NamePatterns.isPattern(path) ? ". 'file' takes no pattern, but 'includes' does" : "")
                + InvalidRequestException.unreplaced(path);
    }

    /**
     * Says what there is in place of something that is not there, or in it if it is a folder, as a sentence behind
     * another one; nothing if it is a file, or nobody may look.
     */
    public static String instead(Path dir, String missing) {
        Path path;
        try {
            path = dir.resolve(missing).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            return "";
        }
        Path parent = path.getParent();
        while (parent != null && !Files.isDirectory(parent)) {
            path = parent;
            parent = path.getParent();
        }
        if (Files.isDirectory(path)) {
            return contents(path, names -> "there " + (names.size() == 1 ? "is " : "are ") + SomeNames.of(names));
        }
        if (parent == null || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return LocalFile.isBrokenLink(path) ? ". " + path + " is a link that leads nowhere" : "";
        }
        String name = String.valueOf(path.getFileName());
        return contents(parent, names -> "there is no " + name + ", but " + SomeNames.nearest(name, names));
    }

    private static String contents(Path folder, Function<List<String>, String> words) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> names = entries.limit(MOST_ENTRIES)
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .toList();
            return ". " + (names.isEmpty() ? folder + " is empty" : "In " + folder + " " + words.apply(names));
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
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

    /** Returns whether the file can be asked for by its name: Java puts a sign of its own in place of what it cannot read. */
    public static boolean isNameable(Path file) {
        String path = file.toString();
        try {
            return path.indexOf('\uFFFD') < 0 || Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Returns {@code file} relative to {@code base}, with {@code /}, or absolute when it lies outside; a dot for the base. */
    public static String relative(Path base, Path file) {
        Path from = base.toAbsolutePath().normalize();
        Path to = file.toAbsolutePath().normalize();
        Path told = to.startsWith(from) ? from.relativize(to) : to;
        return told.toString().isEmpty() ? "." : told.toString().replace(File.separatorChar, '/');
    }
}
