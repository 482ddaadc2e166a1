package io.jenkins.plugins.gitlabgenericpackages.client.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The temporary files and folders of transfers, by their names. Those with which nobody went on are deleted by the next
 * transfer that has its own in their folder, once nobody will any more. Thread-safe.
 */
public final class Leftovers {
    private static final Pattern NAME = Pattern.compile("\\.gitlab-[0-9a-f-]{36}\\.(part|journal)");

    /** A transfer that broke off may be waiting for its agent, over a long weekend. */
    private static final Duration OLD = Duration.ofDays(7);

    private final Set<Path> swept = ConcurrentHashMap.newKeySet();
    private final Instant old;

    /** @param now tells what is old */
    public Leftovers(Instant now) {
        this.old = now.minus(OLD);
    }

    /**
     * Returns the name of what has arrived of a file, is sent, or is unpacked: short, the file's own may be as long as the
     * system allows.
     */
    public static String part(UUID id) {
        return ".gitlab-" + id + ".part";
    }

    /** Returns the name of the notes on a transfer. */
    public static String journal(UUID id) {
        return ".gitlab-" + id + ".journal";
    }

    /** Returns whether that is the name of one, which no pattern takes along. */
    public static boolean isOne(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    /** Deletes what is left in the folder, the first time that it is asked for. What cannot be deleted stays. */
    public void sweep(Path folder) {
        if (!swept.add(folder)) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, Leftovers::isOne)) {
            for (Path part : parts) {
                if (!isOld(part)) {
                    continue;
                }
                if (Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
                    deleteFolder(part);
                } else if (Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
                    delete(part);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // It is not there yet, or may not be read: what is to come fails for that itself, or need not.
        }
    }

    private boolean isOld(Path part) {
        try {
            return Files.getLastModifiedTime(part).toInstant().isBefore(old);
        } catch (IOException e) {
            // Another transfer has deleted it meanwhile.
            return false;
        }
    }

    /** Deletes a temporary file. If somebody has it open where that hinders it, a later sweep does. */
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Nothing depends on it: it gets old.
        }
    }

    /** Deletes a temporary folder with all that is in it, likewise. */
    public static void deleteFolder(Path folder) {
        try {
            FolderDeletion.delete(folder);
        } catch (IOException e) {
            // What is left of it gets old.
        }
    }
}
