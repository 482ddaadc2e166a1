package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The digests of a package's files by their names, as tools write them and {@code sha256sum} reads them. Immutable.
 *
 * @param digests by the names of the files
 */
public record ChecksumList(Map<PackageFileName, Sha256> digests) {
    /** A digest and a name: of {@code sha256sum}, and of tools that put one blank or a tab between them. */
    private static final Pattern LINE = Pattern.compile("(?<sha256>[0-9a-fA-F]{64})[ \t][ *]?(?<name>.+)");

    /** Of BSD's {@code sha256}, {@code sha256sum --tag} and {@code openssl dgst}. */
    private static final Pattern TAGGED =
            Pattern.compile("SHA(2-)?256 ?\\((?<name>.+)\\) ?= ?(?<sha256>[0-9a-fA-F]{64})");

    private static final int LONGEST_LINE = 1024;

    public ChecksumList {
        Map<PackageFileName, Sha256> sorted = new TreeMap<>(Comparator.comparing(PackageFileName::value));
        sorted.putAll(digests);
        digests = Collections.unmodifiableMap(sorted);
    }

    /** @throws IllegalArgumentException if a line is in no known format, can name no file, or contradicts another */
    public static ChecksumList parse(String text) {
        Map<PackageFileName, Sha256> digests = new HashMap<>();
        int number = 0;
        for (String line : text.split("\r?\n")) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                add(digests, stripped, "line " + number);
            }
        }
        return new ChecksumList(digests);
    }

    private static void add(Map<PackageFileName, Sha256> digests, String line, String where) {
        // A backslash before the digest says that those in the name are doubled.
        Matcher matcher = LINE.matcher(line.startsWith("\\") ? line.substring(1) : line);
        if (line.length() > LONGEST_LINE
                || !matcher.matches() && !matcher.usePattern(TAGGED).matches()) {
            throw new IllegalArgumentException(where + " is not as sha256sum writes it");
        }
        Sha256 sha256 = Sha256.read(matcher.group("sha256")).orElseThrow();
        PackageFileName name = name(matcher.group("name"), where);
        Sha256 other = digests.put(name, sha256);
        if (other != null && !other.equals(sha256)) {
            throw new IllegalArgumentException(where + " contradicts another one about " + name);
        }
    }

    /** The names may be those of the machine where the list was made. */
    private static PackageFileName name(String listed, String where) {
        String named = where + " names '" + PrintableText.line(listed, LONGEST_LINE) + "'";
        if (listed.matches("([A-Za-z]:)?[/\\\\].*")) {
            throw new IllegalArgumentException(named + ", an absolute path: names begin in the package");
        }
        if (listed.indexOf('\\') >= 0) {
            throw new IllegalArgumentException(named + " with a backslash: between folders of a package is /");
        }
        return PackageFileName.forDownload(listed.replaceFirst("^(\\./)+", ""));
    }

    public Optional<Sha256> of(PackageFileName name) {
        return Optional.ofNullable(digests.get(name));
    }

    /** Says how many files it lists. */
    public String count() {
        return digests.size() + (digests.size() == 1 ? " file" : " files");
    }

    /** Returns the list with those lines, in place of older ones for the same names. */
    public ChecksumList with(Map<PackageFileName, Sha256> lines) {
        Map<PackageFileName, Sha256> all = new HashMap<>(digests);
        all.putAll(lines);
        return new ChecksumList(all);
    }

    /** Returns the list with the lines that the rule holds for. */
    public ChecksumList where(BiPredicate<PackageFileName, Sha256> rule) {
        Map<PackageFileName, Sha256> all = new HashMap<>(digests);
        all.entrySet().removeIf(line -> !rule.test(line.getKey(), line.getValue()));
        return new ChecksumList(all);
    }

    /** Returns the text as {@code sha256sum} writes it, by name. */
    @Override
    public String toString() {
        return digests.entrySet().stream()
                .map(line -> line.getValue() + "  " + line.getKey() + "\n")
                .collect(Collectors.joining());
    }
}
