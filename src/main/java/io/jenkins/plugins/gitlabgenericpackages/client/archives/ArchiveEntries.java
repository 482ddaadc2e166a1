package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import io.jenkins.plugins.gitlabgenericpackages.client.archives.ArchiveEntry.Type;
import io.jenkins.plugins.gitlabgenericpackages.client.files.Junction;
import io.jenkins.plugins.gitlabgenericpackages.client.files.Leftovers;
import io.jenkins.plugins.gitlabgenericpackages.client.files.LocalPaths;
import io.jenkins.plugins.gitlabgenericpackages.client.files.NamePatterns;
import io.jenkins.plugins.gitlabgenericpackages.client.files.TargetFolder;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds what goes into an archive: what the patterns of an upload select below a folder. Links go along as links and are
 * not followed. A folder goes along if something in it does, or if the patterns select it, also if it is empty.
 */
public final class ArchiveEntries {
    /** No system lets Java give a link its time again: the tree that was unpacked is the same archive. */
    private static final FileTime LINK_TIME = FileTime.fromMillis(0);

    private final Path dir;
    private final NamePatterns patterns;
    private final NavigableMap<String, ArchiveEntry> entries = new TreeMap<>();
    private final Set<String> hidden = new TreeSet<>();

    private ArchiveEntries(Path dir, NamePatterns patterns) {
        this.dir = dir;
        this.patterns = patterns;
    }

    /**
     * Returns the entries, sorted by name.
     *
     * @param base the folder that relative paths start from
     * @param selection by patterns; its file and its path in the package do not count
     * @param log is told what is left out
     * @throws RegistryException if a folder cannot be read, something cannot be in an archive, a link leads out of the
     *     folder, or nothing matches that should
     */
    public static List<ArchiveEntry> find(Path base, FileSelection selection, Consumer<String> log)
            throws IOException, InterruptedException {
        Path dir = LocalPaths.resolve(base, "dir", selection.dir());
        if (!Files.isDirectory(dir)) {
            throw new RegistryException("There is no folder " + dir + LocalPaths.instead(dir, ""));
        }
        ArchiveEntries found = new ArchiveEntries(dir, new NamePatterns(selection));
        found.visit("");
        found.checkLinks();
        List<String> missing = found.patterns.missing(found.entries.keySet());
        if (!selection.allowEmpty() && (!missing.isEmpty() || found.entries.isEmpty())) {
            throw new RegistryException(found.nothing(selection.includes(), missing));
        }
        if (!found.hidden.isEmpty()) {
            log.accept(NamePatterns.hidden(found.hidden));
        }
        return List.copyOf(found.entries.values());
    }

    private String nothing(String includes, List<String> missing) {
        return "Nothing in " + dir + " matches '" + (missing.isEmpty() ? includes : String.join("', '", missing))
                + "' (set allowEmpty if that is all right)"
                + (hidden.isEmpty() ? "" : ". " + NamePatterns.hidden(hidden))
                + NamePatterns.nearMiss(includes, this::isFolder);
    }

    private boolean isFolder(String name) {
        try {
            return Files.isDirectory(dir.resolve(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void visit(String folder) throws IOException, InterruptedException {
        for (Path child : children(dir.resolve(folder))) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!Leftovers.isOne(child)) {
                String last = String.valueOf(child.getFileName());
                visit(child, folder.isEmpty() ? last : folder + "/" + last);
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        } catch (UncheckedIOException e) {
            throw unreadable(folder, e.getCause());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static RegistryException unreadable(Path folder, IOException reason) {
        return new RegistryException(
                "The folder " + folder + " cannot be read: " + RegistryException.localReason(reason)
                        + ". Make it readable, or leave it out with 'excludes'",
                reason);
    }

    private void visit(Path path, String name) throws IOException, InterruptedException {
        BasicFileAttributes attributes;
        try {
            attributes = attributes(path);
        } catch (NoSuchFileException e) {
            // Somebody deleted it meanwhile.
            return;
        }
        boolean isSelected = patterns.select(name);
        if (isFolder(path, attributes)) {
            if (patterns.mayMatchBelow(name) || patterns.named().stream().anyMatch(it -> it.startsWith(name + "/"))) {
                visit(name);
            }
            String next = entries.ceilingKey(name + "/");
            if (next != null && next.startsWith(name + "/")
                    || isSelected && children(path).isEmpty()) {
                add(path, name, attributes);
            }
        } else if (isSelected) {
            add(path, name, attributes);
        } else if (patterns.hides(name)) {
            hidden.add(name);
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        boolean hasModes = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return hasModes
                ? Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                : Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private void add(Path path, String name, BasicFileAttributes attributes) throws IOException {
        String problem = LocalPaths.isNameable(path)
                ? TargetFolder.problemOnDisk(name)
                : "the locale of this machine does not know it (set LC_ALL=C.UTF-8)";
        if (!problem.isEmpty()) {
            throw new RegistryException(
                    "The name '" + PrintableText.name(name) + "' cannot go into an archive: " + problem);
        }
        FileTime modified = attributes.lastModifiedTime();
        if (isFolder(path, attributes)) {
            entries.put(name, ArchiveEntry.folder(name, mode(attributes), modified));
        } else if (attributes.isSymbolicLink()) {
            String target = Files.readSymbolicLink(path).toString().replace(File.separatorChar, '/');
            entries.put(
                    name,
                    new ArchiveEntry(name, Type.SYMBOLIC_LINK, 0, -1, LINK_TIME, target, InputStream::nullInputStream));
        } else if (attributes.isRegularFile()) {
            entries.put(
                    name,
                    new ArchiveEntry(
                            name, Type.FILE, attributes.size(), mode(attributes), modified, "", () -> open(path)));
        } else {
            throw new RegistryException(
                    path + (attributes.isDirectory() ? " is a junction" : " is a device, a pipe or a socket")
                            + ", which cannot go into an archive: leave it out with 'excludes'");
        }
    }

    private static boolean isFolder(Path path, BasicFileAttributes attributes) {
        return attributes.isDirectory() && !Junction.is(path, attributes);
    }

    private static int mode(BasicFileAttributes attributes) {
        if (attributes instanceof PosixFileAttributes posix) {
            return PosixMode.of(posix.permissions());
        }
        return attributes.isDirectory() ? 0755 : 0644;
    }

    private static InputStream open(Path file) throws IOException {
        try {
            return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new RegistryException("The file " + file + " cannot be read: " + RegistryException.localReason(e), e);
        }
    }

    private void checkLinks() throws RegistryException {
        for (ArchiveEntry entry : entries.values()) {
            String problem = entry.type() == Type.SYMBOLIC_LINK
                    ? LinkTarget.problem(entry.name(), entry.target(), this::isFolderOfTheArchive)
                    : "";
            if (!problem.isEmpty()) {
                throw new RegistryException("The link '" + entry.name() + "' to '" + PrintableText.name(entry.target())
                        + "' cannot go into an archive: it " + problem + ". Leave it out with 'excludes'");
            }
        }
    }

    private boolean isFolderOfTheArchive(String name) {
        return name.isEmpty() || entries.containsKey(name) && entries.get(name).type() == Type.FOLDER;
    }
}
