package io.jenkins.plugins.gitlabgenericpackages.client.versions;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.SomeNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a rule takes of the versions that there are. Immutable. */
public final class VersionChoice {
    /** One that is being made or deleted, or that failed, is not there for anybody who downloads. */
    private static final Set<String> COMPLETE = Set.of("default", "hidden", "deprecated");

    private static final int NEAR = 5;

    private static final Comparator<Candidate> BY_CREATION = Comparator.comparing(
                    (Candidate it) -> it.entry().moment())
            .thenComparingLong(it -> it.entry().id());

    private static final Comparator<Candidate> BY_VERSION = Comparator.comparing(
                    Candidate::semantic, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(BY_CREATION);

    private final VersionRule rule;
    private final List<Candidate> candidates;

    /** In which order versions are shown. */
    public enum Order {
        /** The highest semantic version first; what is none comes after them, the newest first. */
        SEMVER,
        /** The one that was created last first. */
        CREATED
    }

    /** @param semantic null for a version that is none by semver.org */
    private record Candidate(RemotePackage entry, SemanticVersion semantic) {}

    /** @param versions of one package, in any order */
    public VersionChoice(VersionRule rule, List<RemotePackage> versions) {
        this.rule = rule;
        this.candidates = versions.stream()
                .filter(VersionChoice::isThere)
                .map(entry -> new Candidate(
                        entry, SemanticVersion.read(entry.version()).orElse(null)))
                .toList();
    }

    /** Returns whether a listed package can be downloaded from. */
    public static boolean isThere(RemotePackage entry) {
        return COMPLETE.contains(entry.status()) && GenericPackage.isVersion(entry.version());
    }

    /** Returns whether it is a version by semver.org. */
    public static boolean isSemantic(String version) {
        return SemanticVersion.read(version).isPresent();
    }

    /** Returns the one that the rule means, first of all one that is called like it; nothing if there is none. */
    public Optional<RemotePackage> best() {
        return matching()
                .max(Comparator.comparing((Candidate it) -> it.entry().version().equals(rule.text()))
                        .thenComparing(rule.isLatest() ? BY_CREATION : BY_VERSION))
                .map(Candidate::entry);
    }

    /** Returns all that the rule fits, the first in that order first. */
    public List<RemotePackage> matching(Order order) {
        return matching()
                .sorted((order == Order.CREATED ? BY_CREATION : BY_VERSION).reversed())
                .map(Candidate::entry)
                .toList();
    }

    private Stream<Candidate> matching() {
        return candidates.stream().filter(it -> rule.admits(it.entry().version()));
    }

    /** Returns whether there is no version at all. */
    public boolean isEmpty() {
        return candidates.isEmpty();
    }

    /** Says for people that the rule fits nothing, and what there is instead. */
    public String nothing(String packageName) {
        if (candidates.isEmpty()) {
            return "There is no version " + (rule.isExact() ? rule + " " : "") + "of the package " + packageName
                    + " that the token may see";
        }
        Optional<SemanticVersion> wanted =
                rule.range().map(SemanticVersion.Range::first).or(() -> SemanticVersion.read(rule.text()));
        if (rule.isExact() && wanted.isEmpty()) {
            return "The package " + packageName + " has no version " + rule + ". It has "
                    + SomeNames.nearest(
                            rule.text(),
                            candidates.stream().map(it -> it.entry().version()).toList());
        }
        List<Candidate> sorted = candidates.stream().sorted(BY_VERSION).toList();
        int others = (int) sorted.stream().filter(it -> it.semantic() == null).count();
        List<String> said = new ArrayList<>();
        if (others < sorted.size()) {
            said.add(nearest(sorted.subList(others, sorted.size()), wanted));
        }
        if (others > 0) {
            said.add(others + " not counted, since they are no semantic versions, such as "
                    + sorted.get(others - 1).entry().version());
        }
        return (rule.isExact()
                        ? "The package " + packageName + " has no version " + rule
                        : "No version of the package " + packageName + " fits '" + rule + "'")
                + " (" + String.join("; ", said) + ")";
    }

    private static String nearest(List<Candidate> sorted, Optional<SemanticVersion> wanted) {
        int lower = (int) sorted.stream()
                .filter(it -> wanted.isEmpty() || it.semantic().compareTo(wanted.get()) < 0)
                .count();
        int from = Math.max(0, Math.min(lower - NEAR / 2, sorted.size() - NEAR));
        String versions = sorted.subList(from, Math.min(sorted.size(), from + NEAR)).stream()
                .map(it -> it.entry().version())
                .collect(Collectors.joining(", "));
        String of = sorted.size() > NEAR
                ? "the nearest of " + sorted.size() + ": "
                : sorted.size() == 1 ? "there is " : "there are ";
        return of + versions;
    }
}
