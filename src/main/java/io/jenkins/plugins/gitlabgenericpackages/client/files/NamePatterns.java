package io.jenkins.plugins.gitlabgenericpackages.client.files;

import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.File;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.tools.ant.DirectoryScanner;
import org.apache.tools.ant.types.selectors.SelectorUtils;
import org.apache.tools.ant.types.selectors.TokenizedPath;
import org.apache.tools.ant.types.selectors.TokenizedPattern;

/**
 * Ant patterns over names with {@code /} between folders, and what is wrong with some. A pattern without wildcards names
 * its file in full, which Ant's default excludes then let pass. Immutable.
 */
public final class NamePatterns {
    private static final String ALL_BELOW = "**";

    private final Set<String> named = new LinkedHashSet<>();
    private final List<TokenizedPattern> includes;
    private final List<TokenizedPattern> excludes;
    private final List<TokenizedPattern> defaultExcludes;
    private final List<TokenizedPattern> beginnings;

    public NamePatterns(FileSelection selection) {
        List<String> given = FileSelection.patterns(selection.includes());
        given.stream().filter(NamePatterns::isName).forEach(name -> named.add(name.replace('\\', '/')));
        includes = given.isEmpty()
                ? List.of(tokenized(ALL_BELOW))
                : given.stream()
                        .filter(pattern -> !isName(pattern))
                        .map(NamePatterns::tokenized)
                        .toList();
        excludes = FileSelection.patterns(selection.excludes()).stream()
                .map(NamePatterns::tokenized)
                .toList();
        // A download without patterns asks for the whole package.
        defaultExcludes = given.isEmpty() || !selection.defaultExcludes()
                ? List.of()
                : List.of(DirectoryScanner.getDefaultExcludes()).stream()
                        .map(NamePatterns::tokenized)
                        .toList();
        beginnings = Stream.of(includes, excludes, defaultExcludes)
                .flatMap(List::stream)
                .flatMap(NamePatterns::beginnings)
                .toList();
    }

    public boolean select(String name) {
        TokenizedPath path = new TokenizedPath(onDisk(name));
        return !matches(excludes, path)
                && (named.contains(name) || matches(includes, path) && !matches(defaultExcludes, path));
    }

    /** Returns whether nothing but Ant's default excludes leaves the file out. */
    public boolean hides(String name) {
        TokenizedPath path = new TokenizedPath(onDisk(name));
        return matches(defaultExcludes, path)
                && matches(includes, path)
                && !matches(excludes, path)
                && !named.contains(name);
    }

    /** Returns whether Ant's default excludes leave out all that is below the folder. */
    boolean hidesAllBelow(String folder) {
        return matchesAllBelow(defaultExcludes, new TokenizedPath(onDisk(folder)));
    }

    /** Returns whether a pattern with wildcards may match a file below the folder; the empty name is that of the top. */
    public boolean mayMatchBelow(String folder) {
        TokenizedPath path = new TokenizedPath(onDisk(folder));
        return includes.stream()
                        .anyMatch(include -> include.matchStartOf(path, true)
                                && (include.containsPattern(ALL_BELOW) || include.depth() > path.depth()))
                && !matchesAllBelow(excludes, path);
    }

    /** Returns what decides what patterns with wildcards select below a folder: where it is equal, they select alike. */
    BitSet below(String folder) {
        TokenizedPath path = new TokenizedPath(onDisk(folder));
        return IntStream.range(0, beginnings.size())
                .filter(i -> beginnings.get(i).matchPath(path, true))
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** What a folder has to match so that the pattern goes on below it. */
    private static Stream<TokenizedPattern> beginnings(TokenizedPattern pattern) {
        List<String> parts = SelectorUtils.tokenizePath(pattern.toString());
        int whole = parts.size();
        return IntStream.rangeClosed(0, whole)
                // Two stars may stand for nothing: what begins before them goes on behind them.
                .filter(end -> end == whole
                        ? pattern.endsWith(ALL_BELOW)
                        : !parts.get(end).equals(ALL_BELOW))
                .mapToObj(end -> new TokenizedPattern(String.join(File.separator, parts.subList(0, end))));
    }

    /** Returns the names that are given in full and not excluded. */
    public Set<String> named() {
        Set<String> wanted = new LinkedHashSet<>(named);
        wanted.removeIf(name -> matches(excludes, new TokenizedPath(onDisk(name))));
        return wanted;
    }

    /** Returns those of the names given in full that are not among what was found. */
    public List<String> missing(Collection<String> found) {
        return named().stream().filter(name -> !found.contains(name)).toList();
    }

    /** Says of how many files nothing else would have been left out, for a log. */
    public static String hidden(Collection<String> names) {
        return "Ant's default excludes leave out " + names.size() + (names.size() == 1 ? " file" : " files")
                + ", such as " + Collections.min(names) + " (set defaultExcludes to false to include them)";
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

    /** Returns of each pattern the folders and the name before its first wildcard, where they begin in the folder. */
    static Stream<String> beginnings(String patterns) {
        return FileSelection.patterns(patterns).stream()
                .map(pattern -> pattern.replace('\\', '/'))
                .filter(pattern -> pattern.matches("[^/:]*[^/:.*?][^/:]*(/.*)?"))
                .map(pattern -> isPattern(pattern) ? pattern.replaceFirst("/?[^/]*[*?].*", "") : pattern);
    }

    static boolean isPattern(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0;
    }

    /** A folder stands for all that is below it. */
    private static boolean isName(String pattern) {
        return !isPattern(pattern) && !pattern.endsWith("/") && !pattern.endsWith("\\");
    }

    /** Either slash will do. */
    private static TokenizedPattern tokenized(String pattern) {
        return new TokenizedPattern(onDisk(pattern.replace('\\', '/').replaceFirst("/\\z", "/**")));
    }

    private static boolean matches(List<TokenizedPattern> patterns, TokenizedPath path) {
        return patterns.stream().anyMatch(pattern -> pattern.matchPath(path, true));
    }

    /** What ends with two stars matches a folder with all that is below it. */
    private static boolean matchesAllBelow(List<TokenizedPattern> patterns, TokenizedPath folder) {
        return patterns.stream().anyMatch(pattern -> pattern.endsWith(ALL_BELOW) && pattern.matchPath(folder, true));
    }

    /** Ant splits at the separator of the machine that it runs on. */
    private static String onDisk(String path) {
        return path.replace('/', File.separatorChar);
    }
}
