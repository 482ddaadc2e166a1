package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import java.io.File;
import java.util.List;
import org.apache.tools.ant.types.selectors.SelectorUtils;

/** Ant patterns over names that are not on disk. */
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

    private static boolean matches(List<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> SelectorUtils.matchPath(onDisk(whole(pattern)), onDisk(name)));
    }

    /** A folder stands for all that is below it. Either slash will do, as in patterns over files on disk. */
    private static String whole(String pattern) {
        String path = pattern.replace('\\', '/');
        return path.endsWith("/") ? path + "**" : path;
    }

    /** Ant splits at the separator of the machine that it runs on. */
    private static String onDisk(String path) {
        return path.replace('/', File.separatorChar);
    }
}
