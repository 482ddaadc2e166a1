package io.jenkins.plugins.gitlabgenericpackages.client.retention;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision.Verdict;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what goes: a pure function of what there is, what is asked for, and the time. The order of what is given makes no
 * difference.
 */
final class RetentionPlan {
    private static final Comparator<RemotePackage> BY_AGE =
            Comparator.comparing(RemotePackage::moment).thenComparingLong(RemotePackage::id);

    private final RetentionRule rule;
    private final Map<String, String> kept;
    private final Instant now;
    private final Set<String> newest = new HashSet<>();
    private final Set<String> highest = new HashSet<>();
    private final Set<String> others = new HashSet<>();

    private RetentionPlan(RetentionRule rule, Map<String, String> kept, Instant now) {
        this.rule = rule;
        this.kept = kept;
        this.now = now;
    }

    /**
     * Returns a decision on each version that fits, the highest first. What is being made or deleted, or has failed, is none
     * of them.
     *
     * @param versions all of the package
     * @param kept versions that stay, each with the reason
     */
    static List<Decision> of(RetentionRule rule, List<RemotePackage> versions, Map<String, String> kept, Instant now) {
        return new RetentionPlan(rule, kept, now).decide(versions);
    }

    private List<Decision> decide(List<RemotePackage> versions) {
        List<RemotePackage> fitting = new VersionChoice(rule.fitting(), versions).matching(rule.order());
        newest(new VersionChoice(VersionRule.LATEST, versions).matching(Order.CREATED));
        newest(fitting.stream().sorted(BY_AGE.reversed()).toList());
        rank(fitting);
        return fitting.stream().map(this::decide).toList();
    }

    /** Counts before anything else is looked at: no other reason to keep one makes this number smaller. */
    private void rank(List<RemotePackage> fitting) {
        for (RemotePackage version : fitting) {
            String name = version.version();
            // What is no semantic version is lower than all that are: it would go first, however new it is.
            Set<String> before = rule.order() == Order.CREATED || VersionChoice.isSemantic(name) ? highest : others;
            if (before.size() < rule.keep()) {
                before.add(name);
            }
        }
    }

    private Decision decide(RemotePackage version) {
        String stays = reason(version);
        return Decision.of(version, stays.isEmpty() ? Verdict.WOULD_BE_DELETED : Verdict.KEPT, stays);
    }

    /** Looks at a version more closely. */
    interface Look {
        Decision at(Decision decision) throws RegistryException, InterruptedException;
    }

    /** Looks at what goes, the oldest first, until so many go as may go in one run; the others wait. */
    static List<Decision> limited(List<Decision> decisions, int atMost, Look look)
            throws RegistryException, InterruptedException {
        Map<Long, Decision> looked = new HashMap<>();
        int going = 0;
        for (Decision decision : Decision.going(decisions)) {
            Decision now = going < atMost
                    ? look.at(decision)
                    : decision.as(Verdict.KEPT, "for another run: atMost is " + atMost);
            going += now.goes() ? 1 : 0;
            looked.put(now.id(), now);
        }
        return Decision.replaced(decisions, looked);
    }

    private void newest(List<RemotePackage> newestFirst) {
        newestFirst.stream().findFirst().ifPresent(version -> newest.add(version.version()));
    }

    /** Returns why a version stays; empty if nothing keeps it. */
    private String reason(RemotePackage version) {
        String name = version.version();
        if (newest.contains(name)) {
            return "the newest";
        }
        if (highest.contains(name)) {
            return first(rule.order() == Order.CREATED ? "newest" : "highest", "");
        }
        if (others.contains(name)) {
            return first(
                    "newest", rule.keep() == 1 ? " that is no semantic version" : " that are no semantic versions");
        }
        if (version.createdAt().isEmpty()) {
            return "GitLab does not tell when it was created";
        }
        if (rule.isYoung(version.moment(), now)) {
            return "younger than " + rule.keepDays() + " days";
        }
        return rule.kept(name).map(fits -> "fits " + fits).orElseGet(() -> kept.getOrDefault(name, ""));
    }

    private String first(String which, String ofThose) {
        return (rule.keep() == 1 ? "the " : "among the " + rule.keep() + " ") + which + ofThose;
    }
}
