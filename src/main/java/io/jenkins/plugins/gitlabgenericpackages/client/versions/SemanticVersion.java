package io.jenkins.plugins.gitlabgenericpackages.client.versions;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A version by semver.org 2.0.0, with an optional {@code v} before it, in the specification's order (section 11). Its
 * numbers have no limit: some tell a point in time. What follows a {@code +} is not kept, since the order ignores it.
 *
 * @param numbers three
 * @param preRelease its identifiers; none in a release
 */
record SemanticVersion(List<BigInteger> numbers, List<String> preRelease) implements Comparable<SemanticVersion> {
    static final String NUMBER = "(?:0|[1-9][0-9]*)";

    /** The longest text that is read, as npm's: nobody writes longer ones. */
    static final int MOST = 256;

    private static final String IDENTIFIER = "(?:N|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
    private static final Pattern VERSION = Pattern.compile("v?(N)\\.(N)\\.(N)(?:-(I(?:\\.I)*))?(?:\\+B(?:\\.B)*)?"
            .replace("I", IDENTIFIER)
            .replace("B", "[0-9A-Za-z-]+")
            .replace("N", NUMBER));

    /** Numbers by their size, before all words. */
    private static final Comparator<String> BY_IDENTIFIER = Comparator.comparingInt(
                    (String text) -> text.matches("[0-9]+") ? text.length() : Integer.MAX_VALUE)
            .thenComparing(Comparator.naturalOrder());

    /** Reads a version; nothing if it is none, such as one of two numbers. */
    static Optional<SemanticVersion> read(String version) {
        Matcher parts = VERSION.matcher(version);
        if (version.length() > MOST || !parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(new SemanticVersion(
                Stream.of(1, 2, 3).map(parts::group).map(BigInteger::new).toList(),
                parts.group(4) == null ? List.of() : List.of(parts.group(4).split("\\."))));
    }

    /** Returns the first release after all that begin with the same numbers, as many as {@code kept} says. */
    SemanticVersion next(int kept) {
        List<BigInteger> next = new ArrayList<>(numbers.subList(0, kept));
        next.set(kept - 1, next.get(kept - 1).add(BigInteger.ONE));
        while (next.size() < numbers.size()) {
            next.add(BigInteger.ZERO);
        }
        return new SemanticVersion(next, List.of());
    }

    /** Returns the least of all with the same three numbers. */
    SemanticVersion firstPreRelease() {
        return new SemanticVersion(numbers, List.of("0"));
    }

    boolean isPreRelease() {
        return !preRelease.isEmpty();
    }

    /** A release comes after its pre-releases; of two that begin alike, the shorter comes first. */
    @Override
    public int compareTo(SemanticVersion other) {
        int order = Arrays.compare(numbers.toArray(BigInteger[]::new), other.numbers.toArray(BigInteger[]::new));
        if (order == 0) {
            order = Boolean.compare(other.isPreRelease(), isPreRelease());
        }
        return order != 0
                ? order
                : Arrays.compare(
                        preRelease.toArray(String[]::new), other.preRelease.toArray(String[]::new), BY_IDENTIFIER);
    }
}
