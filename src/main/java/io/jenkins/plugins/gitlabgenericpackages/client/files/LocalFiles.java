package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.tools.ant.BuildException;
import org.apache.tools.ant.DirectoryScanner;

/** Finds the files to upload, in a stable order, and gives them their names in the package. */
public final class LocalFiles {
    private LocalFiles() {}

    /**
     * @param base the folder that relative paths start from
     * @throws RegistryException if a file is missing, a name would be refused, or nothing matches
     */
    public static List<LocalFile> find(Path base, FileSelection selection) throws RegistryException {
        Path dir = LocalPaths.resolve(base, "dir", selection.dir());
        if (selection.isSingle()) {
            Path file = LocalPaths.resolve(dir, "file", selection.file());
            String name = selection.fileName().isBlank() ? LocalPaths.lastPart(file) : selection.fileName();
            return List.of(LocalFile.of(file, selection.inPackage(name)));
        }
        if (!Files.isDirectory(dir)) {
            throw new RegistryException("There is no folder " + dir);
        }
        String[] matches = scan(dir, selection);
        if (matches.length == 0 && !selection.allowEmpty()) {
            throw new RegistryException("No file in " + dir + " matches '" + selection.includes() + "'"
                    + (selection.excludes().isBlank() ? "" : " without '" + selection.excludes() + "'")
                    + " (set allowEmpty if that is all right)"
                    + NamePatterns.nearMiss(selection.includes(), path -> Files.isDirectory(dir.resolve(path))));
        }
        List<LocalFile> files = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (String match : matches) {
            try {
                String name = selection.inPackage(match.replace(File.separatorChar, '/'));
                files.add(LocalFile.of(dir.resolve(match), name));
            } catch (InvalidRequestException e) {
                refused.add(e.getMessage());
            } catch (InvalidPathException e) {
                // Java cannot name the file that it has just found.
                refused.add("The file '" + match + "' cannot be read: the locale of this machine does not know its"
                        + " name (set LC_ALL=C.UTF-8)");
            }
        }
        if (!refused.isEmpty()) {
            throw new RegistryException(String.join("\n", refused));
        }
        return files;
    }

    private static String[] scan(Path dir, FileSelection selection) throws RegistryException {
        DirectoryScanner scanner = new DirectoryScanner();
        scanner.setBasedir(dir.toFile());
        scanner.setIncludes(FileSelection.patterns(selection.includes()).toArray(String[]::new));
        scanner.setExcludes(FileSelection.patterns(selection.excludes()).toArray(String[]::new));
        scanner.addExcludes(Leftovers.PATTERNS.toArray(String[]::new));
        // As archiveArtifacts does: .git, backup files and the like are no products of a build.
        scanner.addDefaultExcludes();
        try {
            scanner.scan();
        } catch (BuildException e) {
            // A folder that may not be read, or that somebody deletes meanwhile.
            throw new RegistryException("Failed to look for files in " + dir + ": " + e.getMessage(), e);
        }
        String[] matches = scanner.getIncludedFiles();
        Arrays.sort(matches);
        return matches;
    }
}
