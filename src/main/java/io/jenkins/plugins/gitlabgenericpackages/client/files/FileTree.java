package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks for the files below a folder that patterns with wildcards select. Links are followed, but no file of a folder
 * is found twice: of several names that are selected the one without a link on the way counts, else the first. A
 * folder is visited again only by a name below which the patterns select otherwise, of which there are few. Ant's own
 * scanner keeps to itself what it cannot read, and follows links that lead to each other for very long.
 */
final class FileTree {
    /** The names of the files with {@code /}, by the real folder and the last part: in no order. */
    final Map<Path, String> files = new HashMap<>();

    /** Those that Ant's default excludes alone leave out, likewise. */
    final Map<Path, String> hidden = new HashMap<>();

    /** Where files are selected that are taken by another name: the names of the folders and what they really are. */
    final SortedMap<String, Path> repeated = new TreeMap<>();

    /** The names of the links that are selected, but lead nowhere. */
    final List<String> broken = new ArrayList<>();

    /** What could not be looked at though it may hold something that is selected: sentences for people. */
    final List<String> problems = new ArrayList<>();

    private final NamePatterns patterns;
    private final Set<Visit> visited = new HashSet<>();
    private final Deque<Folder> waiting = new ArrayDeque<>();

    /** A folder by its name below the top, empty for the top itself. */
    private record Folder(String name, Path path, Path real) {}

    private record Visit(Path real, BitSet selectedBelow) {}

    FileTree(Path top, NamePatterns patterns) throws IOException, InterruptedException {
        this.patterns = patterns;
        if (patterns.mayMatchBelow("")) {
            waiting.add(new Folder("", top, top.toRealPath()));
        }
        for (Folder folder; (folder = waiting.pollFirst()) != null; ) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (visited.add(new Visit(folder.real(), patterns.below(folder.name())))) {
                visit(folder);
            } else {
                repeated.put(folder.name(), folder.real());
            }
        }
        repeated.values().removeIf(real -> files.keySet().stream().noneMatch(file -> file.startsWith(real)));
        hidden.keySet().removeAll(files.keySet());
    }

    private void visit(Folder folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path())) {
            List<Path> sorted = new ArrayList<>();
            entries.forEach(sorted::add);
            Collections.sort(sorted);
            for (Path entry : sorted) {
                visit(folder, entry);
            }
        } catch (IOException e) {
            unreadable(folder.name(), folder.path(), e);
        } catch (DirectoryIteratorException e) {
            unreadable(folder.name(), folder.path(), e.getCause());
        }
    }

    /** @throws IOException if the folder may not be looked into */
    private void visit(Folder folder, Path entry) throws IOException {
        String last = String.valueOf(entry.getFileName());
        String name = folder.name().isEmpty() ? last : folder.name() + "/" + last;
        boolean mayHold = patterns.mayMatchBelow(name);
        if (Leftovers.isOne(entry)) {
            return;
        }
        if (isFolder(entry, name, mayHold)) {
            if (mayHold) {
                await(folder, entry, name);
            }
        } else if (patterns.select(name)) {
            add(folder, entry, name);
        } else if (patterns.hides(name)) {
            hidden.putIfAbsent(folder.real().resolve(last), name);
        }
    }

    private boolean isFolder(Path entry, String name, boolean mayHold) throws IOException {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class).isDirectory();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // Or it is a link to where nobody may look.
            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (mayHold && e instanceof AccessDeniedException && !patterns.select(name)) {
                unreadable(name, entry, e);
            }
            return false;
        }
    }

    private void await(Folder folder, Path entry, String name) {
        try {
            Path real = entry.toRealPath();
            boolean isLink = !real.equals(folder.real().resolve(entry.getFileName()));
            Folder found = new Folder(name, entry, real);
            if (isLink) {
                waiting.addLast(found);
            } else {
                waiting.addFirst(found);
            }
        } catch (IOException e) {
            unreadable(name, entry, e);
        }
    }

    private void add(Folder folder, Path file, String name) {
        if (!LocalPaths.isNameable(file)) {
            problems.add("The file '" + name
                    + "' cannot be read: the locale of this machine does not know its name (set LC_ALL=C.UTF-8)");
        } else if (LocalFile.isBrokenLink(file)) {
            broken.add(name);
        } else if (files.putIfAbsent(folder.real().resolve(file.getFileName()), name) != null) {
            repeated.put(folder.name(), folder.real());
        }
    }

    private void unreadable(String name, Path folder, IOException reason) {
        if (!patterns.hidesAllBelow(name)) {
            problems.add("The folder " + folder + " cannot be read: " + RegistryException.localReason(reason)
                    + ". Make it readable, or leave it out with 'excludes'");
        }
    }
}
