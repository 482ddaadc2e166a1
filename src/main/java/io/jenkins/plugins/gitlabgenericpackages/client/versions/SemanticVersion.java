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
    private static final String NUMBER = "(?:0|[1-9][0-9]*)";

    /** The longest text that is read, as npm's: nobody writes longer ones. */
    private static final int MOST = 256;

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

    /**
     * A range as npm writes it: {@code 1.x}, {@code ^1.4}, {@code ~1.4.2}, {@code >=1.4 <2}, {@code *}, and several with
     * {@code ||} between them. A pre-release is in it only if the range names one of the same three numbers.
     *
     * @param alternatives of which one has to hold, with all its bounds
     */
    record Range(List<List<Bound>> alternatives) {
        private static final String ANY = "[xX*]";
        private static final Pattern PARTIAL = Pattern.compile(
                "v?N(?:\\.N)?(?:\\.A)?|v?N\\.A\\.A".replace("N", NUMBER).replace("A", ANY));
        private static final Pattern COMPARATOR = Pattern.compile("([\\^~]|[<>]=?|=|)(.+)");
        private static final Pattern SPACE_AFTER_OPERATOR = Pattern.compile("([\\^~<>=]) +");

        /** @param operator one of {@code < <= = >= >} */
        private record Bound(String operator, SemanticVersion version) {
            boolean holds(SemanticVersion other) {
                int order = other.compareTo(version);
                return order == 0 ? operator.endsWith("=") : operator.startsWith(order < 0 ? "<" : ">");
            }

            boolean namesPreReleaseOf(SemanticVersion other) {
                return version.isPreRelease() && version.numbers().equals(other.numbers());
            }
        }

        /** Reads a range; nothing if it is none. One exact version without an operator is none. */
        static Optional<Range> read(String text) {
            if (text.length() > MOST) {
                return Optional.empty();
            }
            List<List<Bound>> alternatives = new ArrayList<>();
            for (String alternative : text.split("\\|\\|", -1)) {
                String tight = SPACE_AFTER_OPERATOR.matcher(alternative.strip()).replaceAll("$1");
                List<List<Bound>> all =
                        Stream.of(tight.split(" +")).map(Range::bounds).toList();
                if (all.contains(List.of())) {
                    return Optional.empty();
                }
                alternatives.add(all.stream().flatMap(List::stream).toList());
            }
            return Optional.of(new Range(alternatives));
        }

        /** Returns what a comparator means; nothing if it is none. */
        private static List<Bound> bounds(String comparator) {
            Matcher parts = COMPARATOR.matcher(comparator.matches(ANY) ? ">=0" : comparator);
            if (!parts.matches()) {
                return List.of();
            }
            String operator = parts.group(1);
            String version = parts.group(2);
            boolean isPartial = PARTIAL.matcher(version).matches();
            if (operator.isEmpty() && !(isPartial && version.matches(".*" + ANY))) {
                return List.of();
            }
            String given = isPartial ? version.replaceAll("\\." + ANY, "") : version;
            int numbers = isPartial ? given.split("\\.").length : 3;
            return SemanticVersion.read(given + ".0".repeat(3 - numbers))
                    .map(least -> bounds(operator, least, numbers))
                    .orElse(List.of());
        }

        /** @param given how many of the numbers are; fewer than three stand for all versions that begin with them */
        private static List<Bound> bounds(String operator, SemanticVersion least, int given) {
            Bound from = new Bound(">=", least);
            long zeros = least.numbers().stream()
                    .limit(given - 1)
                    .takeWhile(it -> it.signum() == 0)
                    .count();
            if (given == 3 && !operator.matches("[\\^~]")) {
                return List.of(new Bound(operator, least));
            }
            return switch (operator) {
                case "^" -> List.of(from, below(least.next(1 + (int) zeros)));
                case "~" -> List.of(from, below(least.next(Math.min(given, 2))));
                case ">=" -> List.of(from);
                case ">" -> List.of(new Bound(">=", least.next(given)));
                case "<" -> List.of(below(least));
                case "<=" -> List.of(below(least.next(given)));
                default -> List.of(from, below(least.next(given)));
            };
        }

        /** What ends below 2 ends below the pre-releases of 2.0.0, too. */
        private static Bound below(SemanticVersion version) {
            return new Bound("<", new SemanticVersion(version.numbers(), List.of("0")));
        }

        boolean holds(SemanticVersion version) {
            return alternatives.stream()
                    .filter(all -> all.stream().allMatch(bound -> bound.holds(version)))
                    .anyMatch(all -> !version.isPreRelease()
                            || all.stream().anyMatch(bound -> bound.namesPreReleaseOf(version)));
        }

        /** Returns the first version that the range names: what others are near to. */
        SemanticVersion first() {
            return alternatives.get(0).get(0).version();
        }
    }
}
