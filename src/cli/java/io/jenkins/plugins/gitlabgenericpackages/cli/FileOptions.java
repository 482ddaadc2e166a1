package io.jenkins.plugins.gitlabgenericpackages.cli;

import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import picocli.CommandLine.Option;

/** Which files are transferred. */
final class FileOptions {
    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "One file: what to upload, or where to download to (also /dev/stdout, a device or a pipe,"
                    + " which get what was verified).")
    String file = "";

    @Option(
            names = "--file-name",
            paramLabel = "NAME",
            description = "Its name in the package, may contain / (default: the file's own name).")
    String fileName = "";

    @Option(
            names = "--includes",
            paramLabel = "PATTERNS",
            description = "Several files: Ant patterns, comma separated, such as --includes=\"**/*.zip,doc/*.pdf\"."
                    + " When downloading over the names in the package.")
    String includes = "";

    @Option(
            names = "--excludes",
            paramLabel = "PATTERNS",
            description = "Ant patterns of files to leave out, comma separated, such as --excludes=\"**/*.env\".")
    String excludes = "";

    @Option(
            names = "--default-excludes",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether patterns leave out what Ant excludes by default, such as .git, .gitignore and *~; a"
                    + " file named in full is not left out (default: true).")
    boolean defaultExcludes = true;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder that the patterns start from, or that is downloaded to (default: the current one).")
    String dir = "";

    @Option(
            names = "--path",
            paramLabel = "FOLDER",
            description = "Folder inside the package that the names go below, or are taken from.")
    String path = "";

    @Option(
            names = "--flatten",
            description = "Leave out the folders of the files that patterns match: all get into one folder. Two files of"
                    + " one name fail before anything is sent.")
    boolean flatten;

    @Option(names = "--allow-empty", description = "Matching nothing is no error.")
    boolean allowEmpty;

    @Option(
            names = "--checksums",
            paramLabel = "NAME",
            description = "A checksum file in the package, such as SHA256SUMS: an upload sends it last, a download"
                    + " verifies by it, and takes the names from it where the token cannot list (default: none).")
    String checksums = "";

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Parallel transfers, from 1 to " + RegistrySettings.MOST_PARALLEL
                    + ", or 0 to find the number itself (default: 0).")
    int parallel = RegistrySettings.AUTOMATIC;

    FileSelection selection() {
        return new FileSelection(file, fileName, includes, excludes, dir, path, allowEmpty, defaultExcludes, flatten);
    }
}
