package io.jenkins.plugins.gitlabgenericpackages.client.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Deletes folders with all that is in them. Links and junctions are deleted, and not followed. */
public final class FolderDeletion {
    private FolderDeletion() {}

    /** Deletes a file, a link or a folder, if it is there. */
    public static void delete(Path path) throws IOException {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (!Junction.is(folder, attributes)) {
                    return FileVisitResult.CONTINUE;
                }
                Files.delete(folder);
                return FileVisitResult.SKIP_SUBTREE;
            }

            /** Java opens a folder before it shows it, and fails at a junction that leads nowhere. */
            @Override
            public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
                BasicFileAttributes attributes =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (!Junction.is(path, attributes)) {
                    throw failure;
                }
                Files.delete(path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                super.postVisitDirectory(folder, failure);
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
