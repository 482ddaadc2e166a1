package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The tree that an archive becomes, in a new folder that nobody else knows. All that is there came from the archive, so
 * names that are one here meet on the disk. Links are made when all else is there: nothing is written through one.
 */
final class UnpackedTree {
    private static final String THERE_ALREADY = "it is there already, by this name or one that is the same here";
    private static final int READ_BY_OWNER = 0400;
    private static final int ALL_BY_OWNER = 0700;

    private final Path root;
    private final UnpackLimits limits;
    private final boolean hasModes;

    /** What the archive says of each folder, nothing if only names mention it. */
    private Map<String, ArchiveEntry> folders = new HashMap<>();

    /** Where links lead. */
    private Map<String, String> links = new LinkedHashMap<>();

    private long entries;
    private long bytes;

    UnpackedTree(Path root, UnpackLimits limits) throws IOException {
        this.root = root;
        long room = Files.getFileStore(root).getUsableSpace() / 10 * 9;
        this.limits = new UnpackLimits(limits.entries(), Math.min(limits.bytes(), room));
        this.hasModes = root.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** @throws IOException with a sentence about the entry if it is refused */
    void add(String name, ArchiveEntry entry) throws IOException, InterruptedException {
        makeFolder(parent(name));
        switch (entry.type()) {
            case FOLDER -> {
                makeFolder(name);
                folders.put(name, entry);
            }
            case FILE -> write(name, entry);
            case SYMBOLIC_LINK -> {
                count();
                if (links.putIfAbsent(name, entry.target()) != null) {
                    throw new IOException(THERE_ALREADY);
                }
            }
            default -> throw new IOException(entry.target());
        }
    }

    /** Gives the file of the first name the second one as well. */
    void addHardLink(String existing, String name) throws IOException, InterruptedException {
        makeFolder(parent(name));
        Path file = root.resolve(existing);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    "it is a hard link to '" + PrintableText.name(existing) + "', which is no file before it");
        }
        count();
        try {
            Files.createLink(root.resolve(name), file);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(THERE_ALREADY, e);
        } catch (IOException | UnsupportedOperationException e) {
            try (InputStream in = Files.newInputStream(file)) {
                copy(in, root.resolve(name));
            }
        }
    }

    private static String parent(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    private void count() throws IOException {
        if (++entries > limits.entries()) {
            throw new IOException("there are more than " + limits.entries() + " files, folders and links");
        }
    }

    private void makeFolder(String name) throws IOException {
        if (name.isEmpty() || folders.containsKey(name)) {
            return;
        }
        makeFolder(parent(name));
        if (links.containsKey(name)) {
            throw new IOException("'" + PrintableText.name(name) + "' is a link, and nothing is written through links");
        }
        count();
        try {
            Files.createDirectory(root.resolve(name));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    "the folder '" + PrintableText.name(name) + "' is there already as a file, or by another spelling",
                    e);
        }
        folders.put(name, null);
    }

    private void write(String name, ArchiveEntry entry) throws IOException, InterruptedException {
        count();
        Path path = root.resolve(name);
        long written;
        try (InputStream in = entry.content().open()) {
            written = copy(in, path);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(THERE_ALREADY, e);
        }
        if (written != entry.size()) {
            throw new IOException("it has " + written + " bytes, and the archive says " + entry.size());
        }
        describe(path, entry, READ_BY_OWNER);
    }

    private long copy(InputStream in, Path path) throws IOException, InterruptedException {
        long before = bytes;
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int count; (count = in.read(buffer)) >= 0; ) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                bytes += count;
                if (bytes > limits.bytes()) {
                    throw new IOException("there are more than " + limits.bytes()
                            + " bytes, which is the limit, or nine tenths of what was free on the disk");
                }
                out.write(buffer, 0, count);
            }
        }
        return bytes - before;
    }

    /** @param always what the owner may do whatever the archive says */
    private void describe(Path path, ArchiveEntry entry, int always) throws IOException {
        if (hasModes && entry.mode() >= 0) {
            Files.setPosixFilePermissions(path, permissions(entry.mode() | always));
        }
        FileTime modified = entry.modified();
        if (modified != null) {
            Files.setLastModifiedTime(path, modified);
        }
    }

    /** The lowest nine bits, in the order in which Java names them from the left. */
    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode >> 8 - permission.ordinal() & 1) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    /** Takes away a folder that all else is in, with its name. */
    void liftLoneFolder() throws IOException {
        List<Path> top;
        try (Stream<Path> children = Files.list(root)) {
            top = children.limit(2).toList();
        }
        boolean hasLinks = links.keySet().stream().anyMatch(link -> link.indexOf('/') < 0);
        if (top.size() != 1 || hasLinks || !Files.isDirectory(top.get(0))) {
            return;
        }
        // Something in it may have its name.
        Path lone = Files.move(top.get(0), root.resolve(".gitlab-" + UUID.randomUUID()));
        try (Stream<Path> children = Files.list(lone)) {
            for (Path child : (Iterable<Path>) children::iterator) {
                Files.move(child, root.resolve(child.getFileName()));
            }
        }
        Files.delete(lone);
        int prefix = top.get(0).getFileName().toString().length() + 1;
        Map<String, ArchiveEntry> folders = new HashMap<>();
        this.folders.forEach((name, entry) -> folders.put(name.substring(Math.min(prefix, name.length())), entry));
        folders.remove("");
        this.folders = folders;
        Map<String, String> links = new LinkedHashMap<>();
        this.links.forEach((name, target) -> links.put(name.substring(prefix), target));
        this.links = links;
        entries--;
    }

    /** Makes the links, then gives the folders their modes and times, which nothing changes any more. */
    Unpacked finish() throws IOException, InterruptedException {
        for (Map.Entry<String, String> link : links.entrySet()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            makeLink(link.getKey(), link.getValue());
        }
        for (Map.Entry<String, ArchiveEntry> folder : folders.entrySet()) {
            if (folder.getValue() != null) {
                describe(root.resolve(folder.getKey()), folder.getValue(), ALL_BY_OWNER);
            }
        }
        return new Unpacked(entries, bytes);
    }

    private void makeLink(String name, String target) throws IOException {
        String what = "the link '" + PrintableText.name(name) + "' to '" + PrintableText.name(target) + "' ";
        String problem = LinkTarget.problem(name, target, folder -> folder.isEmpty() || folders.containsKey(folder));
        if (!problem.isEmpty()) {
            throw new IOException(what + problem);
        }
        try {
            Files.createSymbolicLink(root.resolve(name), Path.of(target));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(what + "is there already as something else", e);
        } catch (IOException | UnsupportedOperationException e) {
            throw new IOException(
                    what + "cannot be made: " + e.getMessage()
                            + (File.separatorChar == '\\'
                                    ? ". On Windows only administrators may make links, or all in developer mode"
                                    : ""),
                    e);
        }
    }
}
