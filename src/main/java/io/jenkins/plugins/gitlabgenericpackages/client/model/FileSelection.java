package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which files are transferred. Every text may be empty, but not null.
 *
 * @param file one file: what to upload, or where to download to
 * @param fileName its name in the package
 * @param includes Ant patterns, comma separated
 * @param excludes Ant patterns, comma separated
 * @param dir the folder that holds the matching files, or that receives them
 * @param path the folder inside the package that the names go below, or are taken from
 * @param allowEmpty when true, matching nothing is no error
 * @param defaultExcludes when true, patterns do not match what Ant excludes by default
 * @param flatten when true, files lose their folders on the way; see {@link #flat}
 */
public record FileSelection(
        String file,
        String fileName,
        String includes,
        String excludes,
        String dir,
        String path,
        boolean allowEmpty,
        boolean defaultExcludes,
        boolean flatten)
        implements Serializable {

    /** Not of a variable that nothing has replaced: that is said otherwise. */
    private static final Pattern BRACE = Pattern.compile("(?<!\\$)\\{");

    public FileSelection {
        // Each look begins where slashes begin, so that any text takes linear time.
        path = path.replaceAll("^/+|(?<!/)/+\\z", "");
    }

    /** Selects files that keep their folders. */
    public FileSelection(
            String file,
            String fileName,
            String includes,
            String excludes,
            String dir,
            String path,
            boolean allowEmpty,
            boolean defaultExcludes) {
        this(file, fileName, includes, excludes, dir, path, allowEmpty, defaultExcludes, false);
    }

    /** Returns the files of a package that are meant, of all that are in it: nothing is left out that nobody asks for. */
    public static FileSelection ofPackage(String includes, String excludes, boolean allowEmpty) {
        return new FileSelection("", "", includes, excludes, "", "", allowEmpty, false);
    }

    /** @throws InvalidRequestException if the combination says nothing or two things at once */
    public void checkForUpload() {
        check();
        if (!isSingle() && includes.isBlank()) {
            throw new InvalidRequestException("Say what to upload: either 'file' or 'includes'");
        }
        if (isSingle() && file.isBlank()) {
            throw new InvalidRequestException("'fileName' names what 'file' uploads: give 'file' as well");
        }
        checkPath();
    }

    /** @throws InvalidRequestException if the combination says of one file what is asked of many */
    public void checkForArchive() {
        if (!file.isBlank()) {
            throw new InvalidRequestException(
                    "Give either 'archive' or 'file', not both: 'archive' packs what 'includes' selects below 'dir'");
        }
        if (!fileName.isBlank()) {
            throw new InvalidRequestException(
                    "Give either 'archive' or 'fileName', not both: 'archive' is the name in the package");
        }
        if (flatten) {
            throw new InvalidRequestException(
                    "Give either 'archive' or 'flatten', not both: an archive keeps the folders");
        }
        check();
        checkPath();
    }

    private void checkPath() {
        if (!path.isEmpty()) {
            PackageFileName.checkPath(path);
        }
    }

    /** @throws InvalidRequestException if the combination names a place for what is unpacked, or names no archive */
    public void checkForUnpacking() {
        if (!file.isBlank()) {
            throw new InvalidRequestException("'unpack' leaves no archive that 'file' could name: give the archive as"
                    + " 'fileName', and where it is unpacked as 'dir'");
        }
        if (!fileName.isBlank() && ArchiveFormat.of(fileName).isEmpty()) {
            throw new InvalidRequestException(
                    "'unpack' takes archives, and 'fileName' is none by its end: known are " + ArchiveFormat.UNPACKED);
        }
        if (flatten) {
            throw new InvalidRequestException("'flatten' does not go with 'unpack': 'stripComponents' leaves out"
                    + " folders at the beginning of the names in an archive");
        }
        checkForDownload();
    }

    /** @throws InvalidRequestException if the combination says two things at once */
    public void checkForDownload() {
        check();
        if (file.endsWith("/")) {
            throw new InvalidRequestException("'file' must name a file, not a folder: use 'dir' for a folder");
        }
    }

    private void check() {
        checkPatterns("includes", includes);
        checkPatterns("excludes", excludes);
        if (!file.isBlank() && !includes.isBlank()) {
            throw new InvalidRequestException("Give either 'file' or 'includes', not both");
        }
        if (!fileName.isBlank() && !includes.isBlank()) {
            throw new InvalidRequestException(
                    "'fileName' names one file: it goes with 'file', not with 'includes' (use 'path' for a folder)");
        }
        if (isSingle() && !excludes.isBlank()) {
            throw new InvalidRequestException("'excludes' goes with 'includes', not with 'file'");
        }
    }

    /** What other tools read otherwise would exclude nothing, without a word. */
    private static void checkPatterns(String parameter, String patterns) {
        if (patterns.contains(";")) {
            throw new InvalidRequestException(
                    "'" + parameter + "' separates patterns by ',', not by ';'. In a name, ? stands for it");
        }
        if (BRACE.matcher(patterns).find()) {
            throw new InvalidRequestException("'" + parameter + "' takes no alternatives in braces: write each pattern,"
                    + " separated by ','. In a name, ? stands for a brace");
        }
    }

    /** Returns the same, with all files where no pattern says which. */
    FileSelection orAll() {
        return includes.isBlank()
                ? new FileSelection(file, fileName, "**", excludes, dir, path, allowEmpty, defaultExcludes, flatten)
                : this;
    }

    /** Returns the same, with another folder. */
    FileSelection in(String other) {
        return new FileSelection(file, fileName, includes, excludes, other, path, allowEmpty, defaultExcludes, flatten);
    }

    public boolean isSingle() {
        return !file.isBlank() || !fileName.isBlank();
    }

    /** Returns {@code name} below {@link #path}. */
    public String inPackage(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    /** Returns the name that a file gets of one with {@code /} between folders: without them if they are left out. */
    public String flat(String name) {
        return flatten ? name.substring(name.lastIndexOf('/') + 1) : name;
    }

    /** Returns the patterns, of which each line may have several. */
    public static List<String> patterns(String commaSeparated) {
        return Arrays.stream(commaSeparated.split("[,\r\n]"))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .toList();
    }
}
