package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds the files to upload, in a stable order, and gives them their names in the package. */
public final class LocalFiles {
    private LocalFiles() {}

    /**
     * @param base the folder that relative paths start from
     * @param log is told what is left out, and what another system could not take
     * @throws RegistryException if a file is missing or cannot be read, a name would be refused, or nothing matches
     */
    public static List<LocalFile> find(Path base, FileSelection selection, Consumer<String> log)
            throws IOException, InterruptedException {
        Path dir = LocalPaths.resolve(base, "dir", selection.dir());
        if (selection.isSingle()) {
            Path file = LocalPaths.resolve(dir, "file", selection.file());
            String name = selection.fileName().isBlank() ? LocalPaths.lastPart(file) : selection.fileName();
            List<LocalFile> single = List.of(LocalFile.of(file, selection.inPackage(name)));
            warn(single, log);
            return single;
        }
        if (!Files.isDirectory(dir)) {
            throw new RegistryException("There is no folder " + dir + LocalPaths.instead(dir, ""));
        }
        NamePatterns patterns = new NamePatterns(selection);
        FileTree tree = new FileTree(dir, patterns);
        Set<String> names = new TreeSet<>(tree.files.values());
        patterns.named().stream().filter(name -> isThere(dir, name, false)).forEach(names::add);
        List<LocalFile> files = new ArrayList<>();
        List<String> refused = new ArrayList<>(tree.problems);
        Map<String, String> places = new HashMap<>();
        for (String name : names) {
            String other = places.putIfAbsent(selection.flat(name), name);
            if (other != null) {
                refused.add("The files '" + other + "' and '" + name + "' would both be '" + selection.flat(name)
                        + "' in the package without their folders ('flatten'): leave one out with 'excludes'");
                continue;
            }
            try {
                files.add(LocalFile.of(dir.resolve(name), selection.inPackage(selection.flat(name))));
            } catch (InvalidRequestException | RegistryException e) {
                refused.add(e.getMessage());
            }
        }
        List<String> missing = patterns.missing(names);
        if (!selection.allowEmpty() && (!missing.isEmpty() || names.isEmpty() && refused.isEmpty())) {
            refused.add(nothing(dir, selection, missing, tree));
        }
        if (!refused.isEmpty()) {
            throw new RegistryException(String.join("\n", refused));
        }
        report(tree, log);
        warn(files, log);
        return files;
    }

    /** A name does not leave the folder where patterns begin; what no file can be called is nowhere. */
    private static boolean isThere(Path dir, String name, boolean asFolder) {
        try {
            Path path = Path.of(name);
            boolean isPlain = path.normalize().equals(path) && !path.isAbsolute() && !path.startsWith("..");
            Path there = dir.resolve(path);
            return isPlain
                    && !Files.notExists(there, LinkOption.NOFOLLOW_LINKS)
                    && Files.isDirectory(there) == asFolder;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String nothing(Path dir, FileSelection selection, List<String> missing, FileTree tree) {
        String patterns = missing.isEmpty() ? selection.includes() : String.join("', '", missing);
        String unmatched = missing.isEmpty() ? selection.includes() : String.join(",", missing);
        String mistake = NamePatterns.nearMiss(selection.includes(), path -> isThere(dir, path, true));
        boolean isExcluded = missing.isEmpty() && !selection.excludes().isBlank();
        return "No file in " + dir + " matches '" + patterns + "'"
                + (isExcluded ? " without '" + selection.excludes() + "'" : "")
                + " (set allowEmpty if that is all right)"
                + (tree.hidden.values().isEmpty() ? "" : ". " + NamePatterns.hidden(tree.hidden.values()))
                + (tree.broken.isEmpty() ? "" : ". " + broken(tree))
                + (mistake.isEmpty() ? instead(dir, unmatched) : mistake);
    }

    private static String instead(Path dir, String patterns) {
        return NamePatterns.beginnings(patterns)
                .map(beginning -> LocalPaths.instead(dir, beginning))
                .distinct()
                .collect(Collectors.joining());
    }

    private static void warn(List<LocalFile> files, Consumer<String> log) {
        WindowsNames.warning(files.stream().map(file -> file.name().value()).toList())
                .ifPresent(log);
    }

    private static void report(FileTree tree, Consumer<String> log) {
        if (!tree.hidden.values().isEmpty()) {
            log.accept(NamePatterns.hidden(tree.hidden.values()));
        }
        if (!tree.broken.isEmpty()) {
            log.accept(broken(tree));
        }
        if (!tree.repeated.isEmpty()) {
            log.accept("Links lead to some files again: they are uploaded once, and not by their names in "
                    + first(tree.repeated.keySet(), " folder"));
        }
    }

    private static String broken(FileTree tree) {
        int count = tree.broken.size();
        return (count == 1 ? "1 link leads nowhere and is" : count + " links lead nowhere and are") + " left out: "
                + first(tree.broken, "");
    }

    private static String first(Collection<String> names, String what) {
        int others = names.size() - 1;
        String first = Collections.min(names);
        return others == 0 ? first : first + " and " + others + " other" + what + (others == 1 ? "" : "s");
    }
}
