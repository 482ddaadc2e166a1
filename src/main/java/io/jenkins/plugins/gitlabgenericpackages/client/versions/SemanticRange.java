package io.jenkins.plugins.gitlabgenericpackages.client.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semver4j.Semver;
import org.semver4j.range.Range;
import org.semver4j.range.Range.RangeOperator;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/**
 * A range of semantic versions as npm writes them: {@code 1.x}, {@code ^1.4}, {@code ~1.4.2}, {@code >=1.4 <2}, {@code *},
 * and several with {@code ||} between them. A pre-release is in it only if the range names one of the same three numbers.
 *
 * <p>semver4j overlooks what it cannot read, and reads {@code ^} and {@code ~} only alone: so the grammar is checked here,
 * and each comparator is given to it alone. One that ends below {@code 2} also ends below the pre-releases of 2.0.0, as in
 * npm.
 */
final class SemanticRange {
    private static final int MOST = 256;

    private static final String NUMBER = "(?:0|[1-9][0-9]{0,8})";
    private static final String ANY = "[xX*]";
    private static final String REST = "(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?";
    private static final Pattern WHOLE = Pattern.compile("v?" + NUMBER + "\\." + NUMBER + "\\." + NUMBER + REST);
    private static final Pattern PARTIAL =
            Pattern.compile("v?" + NUMBER + "(?:(?:\\." + ANY + "){1,2}|\\." + NUMBER + "(?:\\." + ANY + ")?)?");
    private static final Pattern COMPARATOR = Pattern.compile("([\\^~]|[<>]=?|=)?(.+)");
    private static final Pattern SPACE_AFTER_OPERATOR = Pattern.compile("([\\^~<>=]) +");

    private final RangeList alternatives;
    private final Semver first;

    private SemanticRange(RangeList alternatives) {
        this.alternatives = alternatives;
        this.first = alternatives.get().get(0).get(0).getRangeVersion();
    }

    /** Reads a range; nothing if it is none. One exact version without an operator is none. */
    static Optional<SemanticRange> read(String text) {
        if (text.length() > MOST) {
            return Optional.empty();
        }
        RangeList alternatives = new RangeList(false);
        for (String alternative : text.split("\\|\\|", -1)) {
            List<Range> all = new ArrayList<>();
            String[] comparators = SPACE_AFTER_OPERATOR
                    .matcher(alternative.strip())
                    .replaceAll("$1")
                    .split(" +");
            for (String comparator : comparators) {
                Optional<List<Range>> bounds = bounds(comparator);
                if (bounds.isEmpty()) {
                    return Optional.empty();
                }
                all.addAll(bounds.get());
            }
            alternatives.add(all);
        }
        return Optional.of(new SemanticRange(alternatives));
    }

    private static Optional<List<Range>> bounds(String comparator) {
        if (comparator.matches(ANY)) {
            return Optional.of(List.of(new Range(Semver.ZERO, RangeOperator.GTE)));
        }
        Matcher parts = COMPARATOR.matcher(comparator);
        if (!parts.matches()) {
            return Optional.empty();
        }
        boolean operator = parts.group(1) != null;
        String version = parts.group(2);
        boolean whole = WHOLE.matcher(version).matches()
                && SemanticVersion.read(version).isPresent();
        boolean partial = PARTIAL.matcher(version).matches() && (operator || version.matches(".*" + ANY));
        if (!partial && !(whole && operator)) {
            return Optional.empty();
        }
        boolean isBound = whole && "<>=".contains(comparator.substring(0, 1));
        // semver4j mistakes what is not given after ^0 for a number.
        String read = partial ? comparator.replaceFirst("^\\^(v?0(?:\\..*)?)$", "~$1") : comparator;
        return Optional.of(RangeListFactory.create(read).get().stream()
                .flatMap(List::stream)
                .map(range -> isBound ? range : belowPreReleases(range))
                .toList());
    }

    private static Range belowPreReleases(Range range) {
        return range.toString().matches("<[0-9.]+")
                ? new Range(range.getRangeVersion().withPreRelease("0"), RangeOperator.LT)
                : range;
    }

    boolean holds(SemanticVersion version) {
        return alternatives.isSatisfiedBy(version);
    }

    /** Returns the first version that the range names: what others are near to. */
    Semver first() {
        return first;
    }
}
