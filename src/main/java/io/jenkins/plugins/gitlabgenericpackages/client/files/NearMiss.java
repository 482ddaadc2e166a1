package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.util.function.Predicate;

/** Guesses what was meant where nothing is found. Each hint is a sentence that goes behind another one, or empty. */
public final class NearMiss {
    private NearMiss() {}

    /** @param isFolder whether a path without wildcards is a folder where the patterns begin */
    public static String ofPatterns(String patterns, Predicate<String> isFolder) {
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

    static String ofFile(String path) {
        return (isPattern(path) ? ". 'file' takes no pattern, but 'includes' does" : "")
                + InvalidRequestException.unreplaced(path);
    }

    private static boolean isPattern(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0;
    }
}
