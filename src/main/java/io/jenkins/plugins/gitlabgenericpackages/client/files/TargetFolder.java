package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A folder that receives files under names that came from a server. A name that leaves it is refused on every system,
 * one that is no name on Windows only there: what was uploaded on a machine can be downloaded there.
 */
public final class TargetFolder {
    private static final int MOST_BYTES = 255;
    private static final String UNPRINTABLE = "it contains a character that is not allowed in a file name";
    private static final Pattern FORBIDDEN = Pattern.compile("\\p{Cc}");

    /** Some systems take either slash. */
    private static final Pattern LEADS_AWAY = Pattern.compile("(.*\\\\)?\\.{1,2}(\\\\.*)?");

    private final Path root;

    public TargetFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * Returns why {@code name} must not be written, or an empty text.
     *
     * @param name with {@code /} between folders
     */
    public static String problem(String name) {
        return problem(name, WindowsNames.countHere());
    }

    static String problem(String name, boolean isWindows) {
        String problem = problemOnDisk(name, isWindows);
        // In a name that was listed, a question mark stands for what cannot be printed.
        return problem.isEmpty() && name.indexOf('?') >= 0 ? UNPRINTABLE : problem;
    }

    /**
     * Returns why no file of that name must be made below a folder, or an empty text.
     *
     * @param name with {@code /} between folders, as it is meant for the disk
     */
    public static String problemOnDisk(String name) {
        return problemOnDisk(name, WindowsNames.countHere());
    }

    private static String problemOnDisk(String name, boolean isWindows) {
        if (name.isEmpty() || name.startsWith("/")) {
            return "it is absolute or empty";
        }
        for (String segment : name.split("/", -1)) {
            if (segment.isEmpty() || LEADS_AWAY.matcher(segment).matches()) {
                return "it would leave the target folder or has an empty part";
            }
            if (FORBIDDEN.matcher(segment).find()) {
                return UNPRINTABLE;
            }
            if (segment.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                return "a part of it is longer than " + MOST_BYTES + " bytes";
            }
        }
        // First: Java refuses some of these too, but does not say that it is Windows that has no such names.
        String problem = isWindows ? WindowsNames.problem(name) : "";
        if (!problem.isEmpty()) {
            return problem;
        }
        try {
            Path.of(name);
            return "";
        } catch (InvalidPathException e) {
            return "this machine has no such names (" + e.getReason() + ")";
        }
    }

    /** Returns two of the names that would be one file where case does not count, or where one is the other's folder. */
    static Map<String, String> collisions(Collection<String> names) {
        Set<String> exact = new HashSet<>(names);
        Map<String, String> seen = new HashMap<>();
        names.forEach(name -> seen.putIfAbsent(fold(name), name));
        Map<String, String> collisions = new HashMap<>();
        for (String name : exact) {
            for (int end = name.length(); end >= 0; end = name.lastIndexOf('/', end - 1)) {
                String folder = name.substring(0, end);
                String other = end < name.length() && exact.contains(folder) ? folder : seen.get(fold(folder));
                if (other != null && !other.equals(name)) {
                    collisions.put(name, other);
                }
            }
        }
        return collisions;
    }

    /**
     * Returns two of the names that would be one file in this folder, or where one is the other's folder. Whether case
     * counts is asked of its file system, if need be.
     */
    public Map<String, String> collisionsHere(Collection<String> names) throws IOException {
        Map<String, String> collisions = new HashMap<>();
        for (Map.Entry<String, String> pair : collisions(names).entrySet()) {
            if (isSamePlace(pair.getKey(), pair.getValue())) {
                collisions.put(pair.getKey(), pair.getValue());
            }
        }
        return collisions;
    }

    /** @param other has as many parts as the name, or less */
    private boolean isSamePlace(String name, String other) throws IOException {
        String[] parts = name.split("/");
        String[] others = other.split("/");
        for (int i = 0; i < others.length; i++) {
            if (!parts[i].equals(others[i]) && !isSameName(parts[i], others[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean isSameName(String name, String other) throws IOException {
        Files.createDirectories(root);
        Path probe = Files.createTempDirectory(root, ".gitlab-");
        Path file = probe.resolve(name);
        try {
            Files.createFile(file);
            return Files.exists(probe.resolve(other));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(probe);
        }
    }

    private static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the place for a name, after its folders were made.
     *
     * @throws RegistryException if a link in the folder leads out of it, or this machine has no such names
     */
    public Target place(String name) throws IOException {
        String problem = problem(name);
        if (!problem.isEmpty()) {
            throw new RegistryException("The file name '" + name + "' is refused: " + problem);
        }
        Path path = Path.of(name);
        Files.createDirectories(root);
        Path realRoot = root.toRealPath();
        Path folder = realRoot;
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            folder = folder.resolve(path.getName(i));
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                folder = folder.toRealPath();
                if (!folder.startsWith(realRoot) || !Files.isDirectory(folder)) {
                    throw new RegistryException("The file '" + name + "' is refused: " + path.getName(i)
                            + " in the target folder is a link out of it, or a file");
                }
            }
        }
        return Target.replaced(folder.resolve(path.getFileName()));
    }
}
