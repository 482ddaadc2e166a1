package io.jenkins.plugins.gitlabgenericpackages.client.versions;

import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class VersionChoiceTest {
    private final List<RemotePackage> versions = new ArrayList<>();

    @Test
    public void theHighestThatFitsIsTaken() {
        add("1.10.0", "1.9.0", "2.0.0", "1.11.0-rc.1", "nightly");
        assertEquals("1.10.0", best("1.x"));
        assertEquals("2.0.0", best("*"));
        assertEquals("1.11.0-rc.1", best("^1.11.0-rc"));
        assertEquals("nightly", best("latest"));
        assertEquals("1.9.0", best("1.9.0"));
        assertEquals("none", best("3.x"));
    }

    @Test
    public void numbersThatTellAMinuteOrMoreAreCounted() {
        add("1.0.202511291234", "1.0.7", "1.0.202511291233");
        assertEquals("1.0.202511291234", best("1.x"));
        add("1.0.18446744073709551616");
        assertEquals("1.0.18446744073709551616", best("~1.0.202511291234"));
    }

    @Test
    public void ofEqualOnesTheLastCreatedIsTaken() {
        add("1.0.0+b", "1.0.0+a");
        assertEquals("1.0.0+a", best("1.x"));
        versions.add(new RemotePackage(90, "app", "x", "default", Optional.of(Instant.EPOCH.plusSeconds(100)), ""));
        versions.add(new RemotePackage(91, "app", "y", "default", Optional.of(Instant.EPOCH.plusSeconds(100)), ""));
        versions.add(new RemotePackage(92, "app", "z", "default", Optional.empty(), ""));
        assertEquals("y", best("latest"));
    }

    @Test
    public void oneThatIsCalledLikeTheRuleWins() {
        add("1.x", "1.9.0", "latest", "2.0.0");
        assertEquals("1.x", best("1.x"));
        assertEquals("latest", best("latest"));
    }

    @Test
    public void whatIsNotThereIsNotTaken() {
        add("1.0.0");
        for (String status : List.of("processing", "error", "pending_destruction")) {
            versions.add(new RemotePackage(50, "app", "1.9.0", status, Optional.of(Instant.MAX), ""));
        }
        versions.add(new RemotePackage(51, "app", "1.9.0 ?", "default", Optional.of(Instant.MAX), ""));
        assertEquals("1.0.0", best("1.x"));
        assertEquals("1.0.0", best("latest"));
    }

    @Test
    public void versionsAreOrderedByNumberOrByTime() {
        add("1.10.0", "nightly-1", "1.9.0", "2.0.0-rc.1", "nightly-2", "1.11.0");
        assertEquals(List.of("1.11.0", "1.10.0", "1.9.0"), matching("1.x", Order.SEMVER));
        assertEquals(List.of("1.11.0", "1.9.0", "1.10.0"), matching("1.x", Order.CREATED));
        assertEquals(
                List.of("2.0.0-rc.1", "1.11.0", "1.10.0", "1.9.0", "nightly-2", "nightly-1"),
                matching("latest", Order.SEMVER));
    }

    @Test
    public void aRuleThatFitsNothingIsToldWhatThereIs() {
        assertEquals("There is no version of the package app that the token may see", nothing("^1.4"));
        add("main", "nightly-7");
        assertEquals(
                "No version of the package app fits '^1.4' (2 not counted, since they are no semantic versions, such as"
                        + " nightly-7)",
                nothing("^1.4"));
        add("0.1.0", "0.2.0", "1.2.0", "1.3.0", "1.4.0-rc.1", "2.0.0", "3.0.0", "4.0.0");
        assertEquals(
                "No version of the package app fits '^1.4' (the nearest of 8: 1.3.0, 1.4.0-rc.1, 2.0.0, 3.0.0, 4.0.0;"
                        + " 2 not counted, since they are no semantic versions, such as nightly-7)",
                nothing("^1.4"));
        assertEquals(
                "No version of the package app fits '^9' (the nearest of 8: 1.3.0, 1.4.0-rc.1, 2.0.0, 3.0.0, 4.0.0;"
                        + " 2 not counted, since they are no semantic versions, such as nightly-7)",
                nothing("^9"));
    }

    private void add(String... names) {
        for (String name : names) {
            int id = versions.size() + 1;
            versions.add(new RemotePackage(id, "app", name, "default", Optional.of(Instant.EPOCH.plusSeconds(id)), ""));
        }
    }

    private VersionChoice choice(String rule) {
        return new VersionChoice(new VersionRule(rule), versions);
    }

    private String best(String rule) {
        return choice(rule).best().map(RemotePackage::version).orElse("none");
    }

    private List<String> matching(String rule, Order order) {
        return choice(rule).matching(order).stream().map(RemotePackage::version).toList();
    }

    private String nothing(String rule) {
        return choice(rule).nothing("app");
    }
}
