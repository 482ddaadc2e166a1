package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.files.Junction;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder beside another one, which it becomes a part of. */
public final class UnpackedFolder {
    private static final String PARTLY_THERE =
            ". Some of it may be there already: use the folder only when a download into it has succeeded";

    /** Whether something that was unpacked must not go where something else is, of which one is no folder. */
    private interface Conflict {
        boolean isOne(Path unpacked, Path place) throws IOException;
    }

    private UnpackedFolder() {}

    /**
     * Adds it to what was unpacked before. Folders become one; of all else, only the same file or link may be there
     * already.
     *
     * @param unpacked on the same file system; is gone afterwards
     * @param before need not be there
     * @return the name of something else that is in both; nothing is moved then
     */
    public static Optional<Path> join(Path unpacked, Path before) throws IOException, InterruptedException {
        return move(unpacked, before, (child, place) -> !isFree(place) && !isSame(child, place), "");
    }

    private static boolean isFree(Path place) {
        return Files.notExists(place, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        if (Files.isSymbolicLink(one) && Files.isSymbolicLink(other)) {
            return Files.readSymbolicLink(one).equals(Files.readSymbolicLink(other));
        }
        return Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)
                && Files.mismatch(one, other) < 0;
    }

    /**
     * Gives what was unpacked its place. If nothing is there, that is one step. Else it goes there entry by entry: folders
     * become one, a file or a link takes the place of what has its name, and all else stays. No link or junction in there is
     * followed: it is replaced. If a folder is where a file has to go, nothing is moved. A folder that is there is never
     * replaced, also if it is empty: a shell may stand in it, or a container have it mounted. What breaks off in between, by
     * an error or an interruption, leaves a part of it there.
     *
     * @param unpacked on the same file system; is gone afterwards
     * @param dir may be a link to a folder
     * @throws RegistryException with the path that is in the way, or cannot be written
     */
    public static void moveInto(Path unpacked, Path dir) throws IOException, InterruptedException {
        Optional<Path> folder = move(unpacked, dir, (child, place) -> isFolder(place), PARTLY_THERE);
        if (folder.isPresent()) {
            throw new RegistryException(dir.toRealPath().resolve(folder.get())
                    + " is a folder, and what was unpacked has a file or a link of that name");
        }
    }

    /** @return the name of the first conflict, for which nothing is moved */
    private static Optional<Path> move(Path unpacked, Path dir, Conflict conflict, String whenBrokenOff)
            throws IOException, InterruptedException {
        String state = "";
        try {
            if (Files.isDirectory(dir)) {
                Path place = dir.toRealPath();
                Optional<Path> found = find(conflict, unpacked, place);
                if (found.isEmpty()) {
                    state = whenBrokenOff;
                    merge(unpacked, place);
                }
                return found.map(unpacked::relativize);
            }
            Path parent = dir.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.move(unpacked, dir);
            return Optional.empty();
        } catch (IOException e) {
            throw new RegistryException(
                    "Failed to move what was unpacked into " + dir + ": " + RegistryException.localMessage(e) + state,
                    e);
        }
    }

    private static Optional<Path> find(Conflict conflict, Path from, Path to) throws IOException, InterruptedException {
        for (Path child : children(from)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Path place = to.resolve(child.getFileName());
            Optional<Path> found = Optional.empty();
            if (isFolder(child) && isFolder(place)) {
                found = find(conflict, child, place);
            } else if (conflict.isOne(child, place)) {
                found = Optional.of(child);
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static void merge(Path from, Path to) throws IOException, InterruptedException {
        for (Path child : children(from)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Path place = to.resolve(child.getFileName());
            if (isFolder(child)) {
                if (isFolder(place)) {
                    merge(child, place);
                    continue;
                }
                Files.deleteIfExists(place);
            }
            Files.move(child, place, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(from);
    }

    static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    private static boolean isFolder(Path path) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isDirectory() && !Junction.is(path, attributes);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
