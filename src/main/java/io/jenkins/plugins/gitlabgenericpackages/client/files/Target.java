package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Where one download goes.
 *
 * @param folder where its temporary file is meanwhile
 * @param isWrittenInto whether what is there stays and takes the bytes, such as a pipe; a file is replaced at once
 */
public record Target(Path path, Path folder, boolean isWrittenInto) {
    private static final int FILE_TYPE = 0170000;
    private static final int PIPE = 0010000;

    /** Returns the place for a name that came from a server: only a file, or a link to one, is replaced there. */
    static Target replaced(Path path) {
        return new Target(path, path.getParent(), false);
    }

    /**
     * Returns what a path means that the user wrote: links lead where they lead, and a device or a pipe is written into.
     *
     * @param folder takes the temporary file of what is written into
     * @throws RegistryException if it is a link to nothing
     */
    public static Target named(Path path, Path folder) throws IOException {
        if (Files.exists(path) && (isSpecial(path) || isStandardOutput(path))) {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            return new Target(path, folder, true);
        }
        if (!Files.isSymbolicLink(path)) {
            return replaced(path);
        }
        if (!Files.exists(path)) {
            throw new RegistryException(
                    path + " is a link to nothing (" + Files.readSymbolicLink(path) + "): give another 'file'");
        }
        return replaced(path.toRealPath());
    }

    /** Of a file that a shell has opened, the start belongs to others. */
    private static boolean isStandardOutput(Path path) {
        return Files.isSymbolicLink(path) && (path.startsWith("/dev") || path.startsWith("/proc"));
    }

    /** Returns whether a device, a pipe or a socket is there, or a link to one. */
    static boolean isSpecial(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }

    /** @throws RegistryException if what is there must not be replaced */
    public void check() throws RegistryException {
        if (Files.isDirectory(path)) {
            throw new RegistryException("There is a folder at " + path + ": the file cannot take its place");
        }
        if (!isWrittenInto && isSpecial(path)) {
            throw new RegistryException(
                    path + " is a device, a pipe or a socket, and no download replaces one: leave the"
                            + " file out with 'excludes', or name the place with 'file' to write into it");
        }
    }

    /**
     * Moves a file there, or writes what is in it.
     *
     * @param part the file, open
     */
    void take(Path file, FileChannel part) throws IOException {
        check();
        if (isWrittenInto) {
            try (FileChannel out = open()) {
                Channels.newInputStream(part.position(0)).transferTo(Channels.newOutputStream(out));
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                throw isPipe()
                        ? new RegistryException(
                                "Failed to write " + path + ": nobody reads the pipe. Start what reads it"
                                        + " before the download ends",
                                e)
                        : e;
            }
        } else {
            part.close();
            Files.move(file, path, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private FileChannel open() throws IOException {
        if (!isPipe()) {
            return FileChannel.open(
                    path, Files.isRegularFile(path) ? StandardOpenOption.APPEND : StandardOpenOption.WRITE);
        }
        // To open one end of a pipe takes until somebody opens the other, and nothing ends that. With both ends open it
        // takes no time, and what is written fails if nobody reads.
        FileChannel both = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return FileChannel.open(path, StandardOpenOption.WRITE);
        } finally {
            both.close();
        }
    }

    private boolean isPipe() throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return false;
        }
        Map<String, Object> attributes = Files.readAttributes(path, "unix:mode");
        return ((int) attributes.get("mode") & FILE_TYPE) == PIPE;
    }
}
