package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FreeSpace;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The tree that an archive becomes, in a new folder that nobody else writes into: two names that are one here meet on the
 * disk, whatever its rules are. What goes wrong is an {@link IOException} with a sentence for people.
 */
final class UnpackedTree {
    private static final String THERE_ALREADY = "it is there already, by this name or one that is the same here";
    private static final int READ_BY_OWNER = 0400;
    private static final int ALL_BY_OWNER = 0700;

    /** About what a folder or a link takes of the memory beside its name. */
    private static final int BESIDE_NAME = 250;

    private final Path root;
    private final long mostEntries;
    private final long mostBytes;
    private final long mostMemory;

    /** How many bytes of the disk are taken at the most: others write there, too. */
    private final long room;

    private final boolean hasModes;
    private final UnpackedLinks links = new UnpackedLinks();
    private final byte[] buffer = new byte[1 << 16];

    /** What the archive says of each folder, if names do not just mention it. */
    private Map<String, Optional<ArchiveEntry>> folders = new HashMap<>();

    private long entries;
    private long bytes;
    private long memory;
    private long leftOut;

    UnpackedTree(Path root, UnpackLimits limits) {
        this.root = root;
        this.mostEntries = limits.entries();
        this.mostBytes = limits.bytes();
        this.mostMemory = limits.memory();
        this.room = FreeSpace.in(root) / 10 * 9;
        this.hasModes = root.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** @param name as it is on the disk; nothing is added if it is empty */
    void add(String name, ArchiveEntry entry) throws IOException, InterruptedException {
        if (name.isEmpty()) {
            leftOut += entry.type() == ArchiveEntry.Type.FOLDER ? 0 : 1;
            pass(entry);
            return;
        }
        makeFolder(parent(name));
        switch (entry.type()) {
            case FILE -> write(name, entry);
            case FOLDER -> {
                makeFolder(name);
                remember(entry.name());
                folders.put(name, Optional.of(entry));
            }
            default -> {
                count();
                remember(name + entry.target());
                if (!links.add(name, entry.target())) {
                    throw new IOException(THERE_ALREADY);
                }
            }
        }
    }

    /** Gives a file that is there another name. The system may have to copy it. */
    void addHardLink(String name, String existing) throws IOException, InterruptedException {
        if (name.isEmpty()) {
            leftOut++;
            return;
        }
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
            Files.setLastModifiedTime(root.resolve(name), Files.getLastModifiedTime(file));
        }
    }

    private static String parent(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    private void count() throws IOException {
        if (++entries > mostEntries) {
            throw new IOException("there are more than " + mostEntries + " files, folders and links");
        }
    }

    private void remember(String text) throws IOException {
        memory += BESIDE_NAME + text.length();
        if (memory > mostMemory) {
            throw new IOException("there are too many folders and links to keep in memory. Make several archives of it,"
                    + " or download it as a file and unpack that by a program such as tar");
        }
    }

    private void makeFolder(String name) throws IOException {
        if (isFolder(name)) {
            return;
        }
        makeFolder(parent(name));
        if (links.has(name)) {
            throw new IOException("'" + PrintableText.name(name) + "' is a link, and nothing is written through links");
        }
        count();
        remember(name);
        try {
            Files.createDirectory(root.resolve(name));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    "the folder '" + PrintableText.name(name)
                            + "' is there already as a file, or by another name that is the same here",
                    e);
        }
        folders.put(name, Optional.empty());
    }

    private boolean isFolder(String name) {
        return name.isEmpty() || folders.containsKey(name);
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
            throw new IOException("it has " + written + " bytes, but " + entry.size() + " by the archive's list");
        }
        describe(path, entry, READ_BY_OWNER);
    }

    private long copy(InputStream in, Path path) throws IOException, InterruptedException {
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return copy(in, out);
        }
    }

    private long copy(InputStream in, OutputStream out) throws IOException, InterruptedException {
        long before = bytes;
        for (int count; (count = in.read(buffer)) >= 0; ) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            bytes += count;
            if (bytes > mostBytes) {
                throw new IOException("there are more than " + mostBytes + " bytes");
            }
            if (bytes > room) {
                throw new IOException("it needs more than nine tenths of what was free on the disk");
            }
            out.write(buffer, 0, count);
        }
        return bytes - before;
    }

    /** Reads the content of a file that is left out. */
    private void pass(ArchiveEntry entry) throws IOException, InterruptedException {
        long before = bytes;
        try (InputStream in = entry.content().open()) {
            copy(in, OutputStream.nullOutputStream());
        }
        bytes = before;
    }

    /** @param always what the owner may do whatever the archive says */
    private void describe(Path path, ArchiveEntry entry, int always) throws IOException {
        if (hasModes && entry.mode() >= 0) {
            Files.setPosixFilePermissions(path, PosixMode.permissions(entry.mode() | always));
        }
        if (entry.modified() != null) {
            Files.setLastModifiedTime(path, entry.modified());
        }
    }

    /** Takes away a folder that all else is in, with its name. */
    void liftLoneFolder() throws IOException {
        List<String> top =
                folders.keySet().stream().filter(name -> name.indexOf('/') < 0).toList();
        if (top.size() != 1 || UnpackedFolder.children(root).size() != 1 || links.hasAnyAtTheTop()) {
            return;
        }
        // Something in it may have its name.
        Path lone = Files.move(root.resolve(top.get(0)), root.resolve(".gitlab-" + UUID.randomUUID()));
        for (Path child : UnpackedFolder.children(lone)) {
            Files.move(child, root.resolve(child.getFileName()));
        }
        Files.delete(lone);
        entries--;
        int prefix = top.get(0).length() + 1;
        Map<String, Optional<ArchiveEntry>> lifted = new HashMap<>();
        folders.forEach((name, entry) -> lifted.put(name.substring(Math.min(prefix, name.length())), entry));
        lifted.remove("");
        folders = lifted;
        links.cut(prefix);
    }

    /** Makes the links, and gives the folders their modes and times, which nothing changes any more. */
    Unpacked finish() throws IOException, InterruptedException {
        links.make(root, this::isFolder);
        for (Map.Entry<String, Optional<ArchiveEntry>> folder : folders.entrySet()) {
            if (folder.getValue().isPresent()) {
                describe(root.resolve(folder.getKey()), folder.getValue().get(), ALL_BY_OWNER);
            }
        }
        return new Unpacked(entries, bytes, leftOut);
    }
}
