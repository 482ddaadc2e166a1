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
import java.util.stream.Stream;

/** A folder beside another one, whose place it takes. */
public final class UnpackedFolder {
    private UnpackedFolder() {}

    /**
     * Gives what was unpacked its place. If nothing is there, that is one step. Else it goes there entry by entry: folders
     * become one, a file or a link takes the place of what has its name, and all else stays. No link or junction in there is
     * followed: it is replaced. If a folder is where a file has to go, nothing is moved. A folder that is there is never replaced,
     * also if it is empty: a shell may stand in it, or a container have it mounted.
     *
     * @param unpacked on the same file system; is gone afterwards
     * @param dir may be a link to a folder
     * @throws RegistryException with the path that is in the way, or cannot be written
     */
    public static void moveInto(Path unpacked, Path dir) throws IOException {
        try {
            if (Files.isDirectory(dir)) {
                Path place = dir.toRealPath();
                refuseFoldersInPlaceOfFiles(unpacked, place);
                merge(unpacked, place);
            } else {
                Path parent = dir.toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.move(unpacked, dir);
            }
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw new RegistryException(
                    "Failed to move what was unpacked into " + dir + ": " + RegistryException.localMessage(e), e);
        }
    }

    private static void refuseFoldersInPlaceOfFiles(Path from, Path to) throws IOException {
        for (Path child : children(from)) {
            Path place = to.resolve(child.getFileName());
            if (isFolder(place)) {
                if (!isFolder(child)) {
                    throw new RegistryException(
                            place + " is a folder, and what was unpacked has a file or a link of that name");
                }
                refuseFoldersInPlaceOfFiles(child, place);
            }
        }
    }

    private static void merge(Path from, Path to) throws IOException {
        for (Path child : children(from)) {
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
