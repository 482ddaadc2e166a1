package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.File;
import java.util.List;
import java.util.function.Predicate;
import org.apache.tools.ant.types.selectors.SelectorUtils;

/** Ant patterns: over names that are not on disk, and what is wrong with some. */
public final class NamePatterns {
    private final List<String> includes;
    private final List<String> excludes;

    public NamePatterns(FileSelection selection) {
        List<String> given = FileSelection.patterns(selection.includes());
        includes = given.isEmpty() ? List.of("**") : given;
        excludes = FileSelection.patterns(selection.excludes());
    }

    public boolean select(String name) {
        return matches(includes, name) && !matches(excludes, name);
    }

    /**
     * Guesses what was meant where nothing matches: sentences that go behind another one, or nothing.
     *
     * @param isFolder whether a path without wildcards is a folder where the patterns begin
     */
    public static String nearMiss(String patterns, Predicate<String> isFolder) {
        StringBuilder hints = new StringBuilder(InvalidRequestException.unreplaced(patterns));
        for (String pattern : FileSelection.patterns(patterns)) {
            String path = pattern.replace('\\', '/');
            if (path.startsWith("./")) {
                hints.append(". Leave out './' in '" + pattern + "': patterns begin in 'dir'");
            } else if (path.matches("(/|[A-Za-z]:/).*")) {
                hints.append(". '" + pattern + "' is absolute, and patterns begin in 'dir': give the folder there");
            } else if (!isPattern(path) && isFolder.test(path)) {
                hints.append(". '" + pattern + "' is a folder: '" + pattern + "/**' matches what is in it");
            }
        }
        return hints.toString();
    }

    static boolean isPattern(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0;
    }

    /** A folder stands for all that is below it. Either slash will do, as in patterns over files on disk. */
    private static boolean matches(List<String> patterns, String name) {
        return patterns.stream()
                .map(pattern -> pattern.replace('\\', '/').replaceFirst("/\\z", "/**"))
                .anyMatch(pattern -> SelectorUtils.matchPath(onDisk(pattern), onDisk(name)));
    }

    /** Ant splits at the separator of the machine that it runs on. */
    private static String onDisk(String path) {
        return path.replace('/', File.separatorChar);
    }
}
