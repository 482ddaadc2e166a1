package io.jenkins.plugins.gitlabgenericpackages.client.packages;

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
 * The digests of a package's files by their names, in the format of {@code sha256sum}: on each line a digest, two spaces
 * (or a space and an asterisk) and a name. Immutable.
 *
 * @param digests by the names of the files
 */
public record ChecksumList(Map<PackageFileName, Sha256> digests) {
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](.+)");
    private static final int LONGEST_NAME = 1024;

    public ChecksumList {
        Map<PackageFileName, Sha256> sorted = new TreeMap<>(Comparator.comparing(PackageFileName::value));
        sorted.putAll(digests);
        digests = Collections.unmodifiableMap(sorted);
    }

    /** @throws IllegalArgumentException if a line is not as {@code sha256sum} writes it, or two contradict each other */
    public static ChecksumList parse(String text) {
        Map<PackageFileName, Sha256> digests = new HashMap<>();
        int number = 0;
        for (String line : text.split("\r?\n")) {
            number++;
            if (line.isEmpty()) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (line.length() > LONGEST_NAME || !matcher.matches()) {
                throw new IllegalArgumentException("line " + number + " is not as sha256sum writes it");
            }
            Sha256 sha256 = Sha256.read(matcher.group(1)).orElseThrow();
            PackageFileName name = PackageFileName.forDownload(matcher.group(2));
            Sha256 other = digests.put(name, sha256);
            if (other != null && !other.equals(sha256)) {
                throw new IllegalArgumentException("line " + number + " contradicts another one about " + name);
            }
        }
        return new ChecksumList(digests);
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
