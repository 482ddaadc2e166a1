package io.jenkins.plugins.gitlabgenericpackages.client.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The temporary files of downloads, by their names. Those of a process that was killed are deleted by the next download
 * into their folder, once nobody can be writing to them any more. Thread-safe.
 */
public final class Leftovers {
    /** A pattern of Ant for the files that no upload takes along. */
    static final String PATTERN = "**/.gitlab-*.part";

    private static final Pattern NAME = Pattern.compile("\\.gitlab-[0-9a-f-]{36}\\.part");

    /** The longest pause of a download that lives: far above the time after which it counts as stalled. */
    private static final Duration OLD = Duration.ofDays(1);

    private final Set<Path> swept = ConcurrentHashMap.newKeySet();
    private final Instant old;

    /** @param now tells what is old */
    public Leftovers(Instant now) {
        this.old = now.minus(OLD);
    }

    /** Returns a new name, short, since the target's own may be as long as the file system allows. */
    static String newName() {
        return ".gitlab-" + UUID.randomUUID() + ".part";
    }

    /** Deletes what is left in the folder, the first time that it is asked for. What cannot be deleted stays. */
    public void sweep(Path folder) throws IOException {
        if (!swept.add(folder)) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(
                folder, file -> NAME.matcher(String.valueOf(file.getFileName())).matches())) {
            for (Path part : parts) {
                if (Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)
                        && Files.getLastModifiedTime(part).toInstant().isBefore(old)) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Nothing was ever downloaded there.
        }
    }
}
