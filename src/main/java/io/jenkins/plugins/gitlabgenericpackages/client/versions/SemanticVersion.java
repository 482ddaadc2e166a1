package io.jenkins.plugins.gitlabgenericpackages.client.versions;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.semver4j.Semver;
import org.semver4j.SemverException;

/**
 * A version by semver.org 2.0.0, with an optional {@code v} before it. Its order is the specification's (section 11), as
 * npm has it: semver4j alone takes digits inside of a pre-release's identifier for a number, and fails at long numbers.
 */
final class SemanticVersion extends Semver {
    /** As npm's: nobody writes longer ones. */
    private static final int MOST = 256;

    private SemanticVersion(String version) {
        super(version);
    }

    /** Reads a version; nothing if it is none, such as one of two numbers. */
    static Optional<SemanticVersion> read(String version) {
        if (version.length() > MOST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SemanticVersion(version));
        } catch (SemverException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Semver other) {
        int numbers = withClearedPreReleaseAndBuild().compareTo(other.withClearedPreReleaseAndBuild());
        return numbers != 0 ? numbers : compare(getPreRelease(), other.getPreRelease());
    }

    /** A version without a pre-release comes after those with one; of two that begin alike, the shorter comes first. */
    private static int compare(List<String> mine, List<String> others) {
        if (mine.isEmpty() || others.isEmpty()) {
            return Boolean.compare(mine.isEmpty(), others.isEmpty());
        }
        for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
            int order = compare(mine.get(i), others.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(mine.size(), others.size());
    }

    private static int compare(String mine, String other) {
        boolean number = isNumber(mine);
        if (number && isNumber(other)) {
            return new BigInteger(mine).compareTo(new BigInteger(other));
        }
        return number == isNumber(other) ? mine.compareTo(other) : number ? -1 : 1;
    }

    private static boolean isNumber(String identifier) {
        return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Two versions are equal that are written alike; {@link #compareTo} does not look at what follows a {@code +}. */
    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
