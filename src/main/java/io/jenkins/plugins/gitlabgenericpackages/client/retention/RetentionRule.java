package io.jenkins.plugins.gitlabgenericpackages.client.retention;

import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which versions of a package stay. Whatever is not kept by one of these goes, the oldest first.
 *
 * @param candidates the rule that versions must fit to go; null for all
 * @param order what the highest is
 * @param keep how many of the highest that fit stay, and of those that are no semantic versions as many of the newest; 0
 *     for none
 * @param keepDays days that a version stays after it was created; 0 for none
 * @param keepVersions rules whose versions stay
 * @param keepReleased whether those stay that a release of the project links
 * @param atMost how many go in one run
 */
public record RetentionRule(
        String packageName,
        VersionRule candidates,
        Order order,
        int keep,
        int keepDays,
        List<VersionRule> keepVersions,
        boolean keepReleased,
        int atMost)
        implements Serializable {
    public static final int DEFAULT_AT_MOST = 100;
    /** The highest number that one of its parameters may be. */
    public static final int MOST = 1_000_000;

    /** @throws InvalidRequestException if it keeps nothing, or cannot work */
    public RetentionRule {
        GenericPackage.checkName(packageName);
        check("keep", keep, 0);
        check("keepDays", keepDays, 0);
        check("atMost", atMost, 1);
        if (keep == 0 && keepDays == 0) {
            throw new InvalidRequestException("Say what to keep: give 'keep', 'keepDays' or both");
        }
        if (candidates != null && candidates.isLatest()) {
            throw new InvalidRequestException("packageVersion must not be 'latest': the newest version always stays");
        }
        keepVersions = List.copyOf(keepVersions);
    }

    /**
     * Reads the rule that versions must fit to go.
     *
     * @param text null for all versions
     * @throws InvalidRequestException if it is empty, as a variable may be that nobody has set: then all would go
     */
    public static VersionRule candidates(String text) {
        return text == null ? null : new VersionRule(given("packageVersion", text));
    }

    /**
     * Reads versions and rules that stay, separated by commas or line ends.
     *
     * @param text null for none
     * @throws InvalidRequestException if it is empty, as a variable may be that nobody has set: then none would stay
     */
    public static List<VersionRule> rules(String text) {
        return text == null
                ? List.of()
                : FileSelection.patterns(given("keepVersions", text)).stream()
                        .map(VersionRule::new)
                        .toList();
    }

    /** @throws InvalidRequestException if the text is empty */
    public static String given(String parameter, String text) {
        if (text.isBlank()) {
            throw new InvalidRequestException(parameter + " is empty: leave it out, or give a rule");
        }
        return text;
    }

    private static void check(String parameter, int value, int least) {
        if (value < least || value > MOST) {
            throw new InvalidRequestException(parameter + " must be from " + least + " to " + MOST);
        }
    }

    /** Returns the rule that versions must fit to go. */
    public VersionRule fitting() {
        return candidates == null ? VersionRule.LATEST : candidates;
    }

    /**
     * Returns the rule among those to keep that the version fits. Here {@code 2.x} has {@code 2.0.0-rc.1} and {@code 2.0}
     * too: when in doubt, it stays.
     */
    Optional<VersionRule> kept(String version) {
        String core = version.replaceFirst("[-+].*", "");
        return keepVersions.stream()
                .filter(rule ->
                        Stream.of(version, core, core + ".0", core + ".0.0").anyMatch(rule::admits))
                .findFirst();
    }

    boolean isYoung(Instant created, Instant now) {
        return keepDays > 0 && created.isAfter(now.minus(Duration.ofDays(keepDays)));
    }
}
