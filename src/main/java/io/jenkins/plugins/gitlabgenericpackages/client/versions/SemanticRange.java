package io.jenkins.plugins.gitlabgenericpackages.client.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of semantic versions as npm writes them: {@code 1.x}, {@code ^1.4}, {@code ~1.4.2}, {@code >=1.4 <2}, {@code *},
 * and several with {@code ||} between them. A pre-release is in it only if the range names one of the same three numbers.
 *
 * @param alternatives of which one has to hold, with all its bounds
 */
record SemanticRange(List<List<Bound>> alternatives) {
    private static final String ANY = "[xX*]";
    private static final Pattern PARTIAL = Pattern.compile("v?N(?:\\.N)?(?:\\.A)?|v?N\\.A\\.A"
            .replace("N", SemanticVersion.NUMBER)
            .replace("A", ANY));
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
    static Optional<SemanticRange> read(String text) {
        if (text.length() > SemanticVersion.MOST) {
            return Optional.empty();
        }
        List<List<Bound>> alternatives = new ArrayList<>();
        for (String alternative : text.split("\\|\\|", -1)) {
            List<Bound> all = new ArrayList<>();
            String stripped = alternative.strip();
            for (String comparator :
                    SPACE_AFTER_OPERATOR.matcher(stripped).replaceAll("$1").split(" +")) {
                List<Bound> bounds = bounds(comparator);
                if (bounds.isEmpty()) {
                    return Optional.empty();
                }
                all.addAll(bounds);
            }
            alternatives.add(all);
        }
        return Optional.of(new SemanticRange(alternatives));
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
        if (operator.equals("^")) {
            return List.of(from, below(least.next(firstNotZero(least, given))));
        }
        if (operator.equals("~")) {
            return List.of(from, below(least.next(Math.min(given, 2))));
        }
        if (given == 3) {
            return List.of(new Bound(operator, least));
        }
        return switch (operator) {
            case ">=" -> List.of(from);
            case ">" -> List.of(new Bound(">=", least.next(given)));
            case "<" -> List.of(below(least));
            case "<=" -> List.of(below(least.next(given)));
            default -> List.of(from, below(least.next(given)));
        };
    }

    /** What ends below 2 ends below the pre-releases of 2.0.0, too. */
    private static Bound below(SemanticVersion version) {
        return new Bound("<", version.firstPreRelease());
    }

    private static int firstNotZero(SemanticVersion version, int given) {
        int count = 1;
        while (count < given && version.numbers().get(count - 1).signum() == 0) {
            count++;
        }
        return count;
    }

    boolean holds(SemanticVersion version) {
        return alternatives.stream().anyMatch(bounds -> hold(bounds, version));
    }

    private static boolean hold(List<Bound> bounds, SemanticVersion version) {
        return bounds.stream().allMatch(bound -> bound.holds(version))
                && (!version.isPreRelease() || bounds.stream().anyMatch(bound -> bound.namesPreReleaseOf(version)));
    }

    /** Returns the first version that the range names: what others are near to. */
    SemanticVersion first() {
        return alternatives.get(0).get(0).version();
    }
}
