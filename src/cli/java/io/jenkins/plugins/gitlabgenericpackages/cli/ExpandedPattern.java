package io.jenkins.plugins.gitlabgenericpackages.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds a name that may have taken the place of a pattern before this program began: {@code java.exe} replaces an
 * argument with a wildcard and without quotes by the names in the current folder that fit. Where one fits, nothing else
 * is left to see, and it would be taken for all that was meant.
 */
final class ExpandedPattern {
    private static final List<String> OPTIONS = List.of("--includes", "--excludes", "--keep-versions");

    private ExpandedPattern() {}

    /** Returns what to say about the first one. Behind an equals sign there is none: no file is called like that. */
    static Optional<String> find(Path directory, String... args) {
        for (int i = 1; i < args.length; i++) {
            String option = args[i - 1];
            String value = args[i];
            if (OPTIONS.contains(option) && !value.isBlank() && new File(directory.toFile(), value).exists()) {
                return Optional.of(option + " " + value + " names something in the current folder, and java.exe puts"
                        + " such names in the place of a pattern without quotes. Write a pattern so: " + option
                        + "=\"PATTERN\", and this one name so: " + option + "=" + value);
            }
        }
        return Optional.empty();
    }
}
