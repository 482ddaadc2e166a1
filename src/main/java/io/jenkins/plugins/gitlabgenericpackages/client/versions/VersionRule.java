package io.jenkins.plugins.gitlabgenericpackages.client.versions;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.Serializable;
import java.util.Optional;

/**
 * Which version of a package is wanted: exactly one, the one that was created last ({@code latest}), or the highest in a
 * range of semantic versions. Where a version is really called like the rule, that one is meant.
 *
 * @param text as people write it
 */
public record VersionRule(String text) implements Serializable {
    public static final VersionRule LATEST = new VersionRule("latest");

    static final String MISSING = "packageVersion is missing: give a version, or a rule such as latest or 1.x";

    /** @throws InvalidRequestException if it is neither a version nor a rule; also when one is deserialised */
    public VersionRule {
        text = text == null ? "" : text.strip();
        if (text.isEmpty()) {
            throw new InvalidRequestException(MISSING);
        }
        if (!GenericPackage.isVersion(text) && SemanticVersion.Range.read(text).isEmpty()) {
            throw new InvalidRequestException("packageVersion" + InvalidRequestException.quoted(text)
                    + " is neither a version (letters, digits and . _ + -, no two dots in a row) nor a rule such as"
                    + " latest, 1.x, ^1.4, ~1.4.2 or '>=1.4 <2'");
        }
    }

    /** Returns whether it means the version that was created last. */
    public boolean isLatest() {
        return equals(LATEST);
    }

    /** Returns whether it can mean no other version than the one of that name. */
    public boolean isExact() {
        return !isLatest() && range().isEmpty();
    }

    /** Returns whether the version may be what this rule has found. */
    public boolean admits(String version) {
        return version.equals(text)
                || isLatest()
                || range().flatMap(range -> SemanticVersion.read(version).map(range::holds))
                        .orElse(false);
    }

    Optional<SemanticVersion.Range> range() {
        return SemanticVersion.Range.read(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
