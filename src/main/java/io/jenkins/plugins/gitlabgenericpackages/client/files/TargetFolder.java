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
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A folder that receives files under names that came from a server. A name that leaves it, or that some system would
 * read differently, is refused on every system, so that a build behaves the same on all its agents.
 */
public final class TargetFolder {
    private static final int MOST_BYTES = 255;
    private static final Pattern RESERVED = Pattern.compile(
            "(con|prn|aux|nul|conin\\$|conout\\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])( *\\..*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}<>:\"|?*\\\\]");

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
        if (name.isEmpty() || name.startsWith("/")) {
            return "it is absolute or empty";
        }
        for (String segment : name.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return "it would leave the target folder or has an empty part";
            }
            if (FORBIDDEN.matcher(segment).find()) {
                return "it contains a character that is not allowed in a file name";
            }
            if (RESERVED.matcher(segment).matches()) {
                return "'" + segment + "' is reserved on Windows";
            }
            if (segment.endsWith(".") || segment.endsWith(" ")) {
                return "a part of it ends with a dot or a space";
            }
            if (segment.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                return "a part of it is longer than " + MOST_BYTES + " bytes";
            }
        }
        return "";
    }

    /** Returns two of the names that would be one file where case does not count, or where one is the other's folder. */
    public static Map<String, String> collisions(Collection<String> names) {
        Map<String, String> seen = new HashMap<>();
        names.forEach(name -> seen.putIfAbsent(fold(name), name));
        Map<String, String> collisions = new HashMap<>();
        for (String name : names) {
            for (int end = name.length(); end >= 0; end = name.lastIndexOf('/', end - 1)) {
                String other = seen.get(fold(name.substring(0, end)));
                if (other != null && !other.equals(name)) {
                    collisions.put(name, other);
                }
            }
        }
        return collisions;
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
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new RegistryException("The file name '" + name + "' cannot be used here: " + e.getReason(), e);
        }
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
