package io.jenkins.plugins.gitlabgenericpackages.client.retention;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.retention.Decision.Verdict;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.Test;

/** What is decided, first in random cases. */
public class RetentionPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final int CASES = 100_000;

    private final Random random = new Random(28);

    /** A rule, what there is, and what stays for other reasons. */
    private record Case(RetentionRule rule, List<RemotePackage> versions, Map<String, String> kept) {
        List<Decision> decide() {
            try {
                return RetentionPlan.limited(
                        RetentionPlan.of(rule, versions, kept, NOW), rule.atMost(), decision -> decision);
            } catch (RegistryException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    public void nothingGoesThatHasToStay() {
        int gone = 0;
        for (int i = 0; i < CASES; i++) {
            Case each = randomCase();
            List<Decision> plan = each.decide();
            check(each, plan);
            gone += plan.stream().filter(Decision::goes).count();
        }
        assertTrue("the cases say something: " + gone, gone > CASES / 10);
    }

    private static void check(Case each, List<Decision> plan) {
        RetentionRule rule = each.rule();
        Map<Long, RemotePackage> byId = new HashMap<>();
        each.versions().forEach(version -> byId.put(version.id(), version));
        Set<String> stay = new HashSet<>();
        Set<String> all = new HashSet<>();
        int going = 0;
        Instant youngestGoing = Instant.MIN;
        for (Decision decision : plan) {
            RemotePackage version = byId.get(decision.id());
            all.add(decision.version());
            assertTrue(
                    each.toString(),
                    rule.candidates() == null || rule.candidates().admits(decision.version()));
            if (!decision.goes()) {
                assertEquals(Verdict.KEPT, decision.verdict());
                assertFalse(decision.reason().isEmpty());
                stay.add(decision.version());
                continue;
            }
            going++;
            youngestGoing = youngestGoing.isAfter(version.moment()) ? youngestGoing : version.moment();
            assertFalse("protected: " + each, each.kept().containsKey(decision.version()));
            assertTrue("to keep: " + each, rule.kept(decision.version()).isEmpty());
            assertTrue("no date: " + each, version.createdAt().isPresent());
            assertFalse("young: " + each, rule.isYoung(version.moment(), NOW));
            assertTrue("not there: " + each, version.status().equals("default"));
        }
        assertTrue("fewer than keep: " + each, stay.size() >= Math.min(rule.keep(), all.size()));
        assertTrue("more than atMost: " + each, going <= rule.atMost());
        newest(each.versions())
                .ifPresent(newest -> assertTrue(
                        "the newest: " + each,
                        plan.stream().noneMatch(decision -> decision.goes() && decision.id() == newest.id())));
        for (Decision waiting : plan) {
            if (waiting.reason().startsWith("for another run")) {
                assertFalse(
                        "oldest first: " + each, byId.get(waiting.id()).moment().isBefore(youngestGoing));
            }
        }
        List<RemotePackage> shuffled = new ArrayList<>(each.versions());
        Collections.reverse(shuffled);
        assertEquals("order of what is given", plan, new Case(rule, shuffled, each.kept()).decide());
    }

    private static Optional<RemotePackage> newest(List<RemotePackage> versions) {
        return versions.stream()
                .filter(version -> version.status().equals("default"))
                .max(Comparator.comparing(RemotePackage::moment).thenComparingLong(RemotePackage::id));
    }

    private Case randomCase() {
        int keep = random.nextInt(5);
        RetentionRule rule = new RetentionRule(
                "app",
                random.nextInt(3) > 0 ? null : new VersionRule(random.nextBoolean() ? "1.x" : "*"),
                random.nextBoolean() ? Order.SEMVER : Order.CREATED,
                keep,
                keep == 0 || random.nextBoolean() ? 1 + random.nextInt(20) : 0,
                random.nextInt(3) > 0 ? List.of() : List.of(new VersionRule("1.2.x"), new VersionRule("build-1")),
                true,
                1 + random.nextInt(6));
        List<RemotePackage> versions = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            versions.add(new RemotePackage(
                    i,
                    "app",
                    randomVersion(),
                    random.nextInt(10) == 0 ? "error" : "default",
                    random.nextInt(10) == 0
                            ? Optional.empty()
                            : Optional.of(NOW.minus(Duration.ofHours(random.nextInt(24 * 30)))),
                    ""));
        }
        Map<String, String> kept = new HashMap<>();
        if (random.nextBoolean()) {
            kept.put(randomVersion(), "release v1");
        }
        return new Case(rule, versions, kept);
    }

    private String randomVersion() {
        return switch (random.nextInt(4)) {
            case 0 -> "build-" + random.nextInt(4);
            case 1 -> "1." + random.nextInt(4) + "." + random.nextInt(3) + "-rc" + random.nextInt(3);
            default -> random.nextInt(3) + "." + random.nextInt(12) + "." + random.nextInt(3);
        };
    }

    @Test
    public void theHighestIsNoMatterOfText() {
        assertEquals(List.of("1.9.0"), going(rule(2, 0, Order.SEMVER), "1.9.0", "1.10.0", "1.11.0"));
    }

    @Test
    public void keepAndKeepDaysEachKeep() {
        List<RemotePackage> versions = versions("1.0.0", "2.0.0", "3.0.0", "4.0.0");
        // One a day, the last today.
        assertEquals(List.of("1.0.0"), going(rule(1, 3, Order.SEMVER), versions, Map.of()));
        assertEquals(List.of("1.0.0"), going(rule(3, 1, Order.SEMVER), versions, Map.of()));
    }

    @Test
    public void otherReasonsDoNotUseUpWhatIsKept() {
        Map<String, String> kept = Map.of("1.0.0", "release v1");
        assertEquals(
                List.of("2.0.0"), going(rule(2, 0, Order.SEMVER), versions("1.0.0", "2.0.0", "3.0.0", "4.0.0"), kept));
        assertEquals(
                "release v1",
                RetentionPlan.of(rule(2, 0, Order.SEMVER), versions("1.0.0", "2.0.0", "3.0.0"), kept, NOW)
                        .get(2)
                        .reason());
    }

    /** What is no semantic version is lower than all that are, and would go however new it is. */
    @Test
    public void theNewestOfWhatIsNoSemanticVersionStay() {
        RetentionRule three = rule(3, 0, Order.SEMVER);
        assertEquals(
                List.of("2026.01.10"),
                going(
                        three,
                        "2025.9.10",
                        "2025.10.10",
                        "2025.11.10",
                        "2026.01.10",
                        "2026.02.10",
                        "2026.03.10",
                        "2026.04.10"));
        assertEquals(List.of(), going(three, "1.0.0", "1.1.0", "1.2.0", "1.3", "1.4", "1.5"));
    }

    @Test
    public void oneIsNotAmongSeveral() {
        // In this order, so that neither is the newest of all.
        assertEquals(
                List.of("the highest", "", "the newest", "the newest that is no semantic version", ""),
                reasons(1, "2026.01.10", "2026.02.10", "3.0.0", "2.0.0", "1.0.0"));
        assertEquals(
                List.of("among the 2 highest", "among the 2 highest", "the newest"),
                reasons(2, "3.0.0", "2.0.0", "1.0.0"));
    }

    private static List<String> reasons(int keep, String... versions) {
        return RetentionPlan.of(rule(keep, 0, Order.SEMVER), versions(versions), Map.of(), NOW).stream()
                .map(Decision::reason)
                .toList();
    }

    @Test
    public void aRuleThatKeepsHoldsWhatIsInDoubt() {
        RetentionRule two =
                new RetentionRule("app", null, Order.SEMVER, 1, 0, RetentionRule.rules("2.x, 1.0.0"), true, 100);
        assertEquals(List.of("1.0.1"), going(two, "1.0.0", "1.0.1", "2.0.0-rc.1", "2.0", "2", "2.1.0+build", "3.0.0"));
    }

    /** A variable that nobody has set must not widen a rule. */
    @Test
    public void anEmptyRuleIsRefused() {
        assertThrows(InvalidRequestException.class, () -> RetentionRule.candidates(" "));
        assertThrows(InvalidRequestException.class, () -> RetentionRule.rules(""));
        assertEquals(List.of(), RetentionRule.rules(null));
    }

    @Test
    public void whatStaysByACloserLookTakesNoRoom() throws Exception {
        List<Decision> all =
                RetentionPlan.of(rule(1, 0, Order.SEMVER), versions("1.0.0", "2.0.0", "3.0.0", "4.0.0"), Map.of(), NOW);
        List<Decision> plan = RetentionPlan.limited(
                all, 1, each -> each.version().equals("1.0.0") ? each.as(Verdict.KEPT, "release v1") : each);
        assertEquals(
                List.of("2.0.0"),
                plan.stream().filter(Decision::goes).map(Decision::version).toList());
    }

    @Test
    public void aRuleThatKeepsNothingIsNone() {
        assertThrows(InvalidRequestException.class, () -> rule(0, 0, Order.SEMVER));
        assertThrows(InvalidRequestException.class, () -> rule(-1, 5, Order.SEMVER));
        assertThrows(
                InvalidRequestException.class,
                () -> new RetentionRule("app", VersionRule.LATEST, Order.SEMVER, 1, 0, List.of(), true, 100));
    }

    private static RetentionRule rule(int keep, int keepDays, Order order) {
        return new RetentionRule("app", null, order, keep, keepDays, List.of(), true, 100);
    }

    private static List<RemotePackage> versions(String... versions) {
        List<RemotePackage> all = new ArrayList<>();
        for (String version : versions) {
            Instant created = NOW.minus(Duration.ofDays(versions.length - 1L - all.size()));
            all.add(new RemotePackage(all.size() + 1, "app", version, "default", Optional.of(created), ""));
        }
        return all;
    }

    private static List<String> going(RetentionRule rule, String... versions) {
        return going(rule, versions(versions), Map.of());
    }

    private static List<String> going(RetentionRule rule, List<RemotePackage> versions, Map<String, String> kept) {
        return RetentionPlan.of(rule, versions, kept, NOW).stream()
                .filter(Decision::goes)
                .map(Decision::version)
                .toList();
    }
}
