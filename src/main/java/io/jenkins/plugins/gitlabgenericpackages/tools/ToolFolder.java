package io.jenkins.plugins.gitlabgenericpackages.tools;

import hudson.Util;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The folder of one tool on an agent, with a folder for each content. A content appears there and goes from there in one
 * step. Whatever changes something needs the {@link ToolLock}.
 */
record ToolFolder(Path root) {
    private static final String STAGE = ".gitlab-installing";
    private static final int MOST_TRIES = 10;

    /** Returns the one that was used last. */
    Optional<ToolContent> last(Predicate<ToolContent.Made> wanted) throws IOException {
        return contents().stream()
                .filter(content -> wanted.test(content.made()))
                .max(Comparator.comparing(ToolContent::lastUse));
    }

    private List<ToolContent> contents() throws IOException {
        List<ToolContent> contents = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
                for (Path folder : folders) {
                    if (!isStage(folder)) {
                        ToolContent.in(folder).ifPresent(contents::add);
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return contents;
    }

    private static boolean isStage(Path folder) {
        return String.valueOf(folder.getFileName()).startsWith(STAGE);
    }

    /**
     * Returns an empty folder to work in, of a name of its own: where nobody can lock, two may be at work.
     *
     * @param alone whether nobody else is at work, so that what is left of others may go
     */
    Path stage(boolean alone) throws IOException {
        if (alone) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(root, ToolFolder::isStage)) {
                left.forEach(ToolFolder::clear);
            }
        }
        return Files.createDirectory(root.resolve(STAGE + "-" + UUID.randomUUID()));
    }

    /** Deletes a folder to work in. What cannot be deleted now, the next one deletes. */
    static void clear(Path stage) {
        try {
            Util.deleteRecursive(stage.toFile());
        } catch (IOException e) {
            // A file in it is open, where that hinders it: nothing depends on it.
        }
    }

    /**
     * Gives a whole content its place, and returns it. One that is there and is the same stays: builds may be using it.
     *
     * @param staged in the folder to work in
     */
    ToolContent place(Path staged, ToolContent.Made made) throws IOException, InterruptedException {
        Path folder = root.resolve(made.folder());
        Optional<ToolContent> there = ToolContent.in(folder);
        if (there.isPresent() && there.get().made().sha256().equals(made.sha256())) {
            ToolContent.mark(folder, made);
        } else {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(folder, staged.resolveSibling("replaced"), StandardCopyOption.ATOMIC_MOVE);
            }
            ToolContent.mark(staged, made);
            move(staged, folder);
        }
        return ToolContent.in(folder).orElseThrow(() -> new IOException(folder + " is gone"));
    }

    /** On Windows, a virus scanner may have a new file open for a moment. */
    private static void move(Path from, Path to) throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /**
     * Deletes the contents that have not been used since then.
     *
     * @param stage the folder to work in, with which they go
     * @return their names
     */
    List<String> deleteUnused(Instant since, Path stage) throws IOException {
        List<String> deleted = new ArrayList<>();
        for (ToolContent content : contents()) {
            String name = String.valueOf(content.folder().getFileName());
            if (content.lastUse().isBefore(since)) {
                try {
                    Files.move(content.folder(), stage.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                    deleted.add(name);
                } catch (FileSystemException e) {
                    // In use, where that hinders it: it stays until the next time.
                }
            }
        }
        return deleted;
    }
}
