package io.jenkins.plugins.gitlabgenericpackages.client.versions;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.util.List;
import org.junit.Test;

public class VersionRuleTest {
    @Test
    public void oneVersionAdmitsItselfOnly() {
        VersionRule rule = new VersionRule(" 1.4\n");
        assertEquals("1.4", rule.text());
        assertTrue(rule.isExact());
        assertTrue(rule.admits("1.4"));
        assertFalse(rule.admits("1.4.0"));
        assertFalse(rule.admits("latest"));
    }

    @Test
    public void latestAdmitsAnyVersion() {
        VersionRule rule = new VersionRule("latest");
        assertEquals(VersionRule.LATEST, rule);
        assertTrue(rule.isLatest());
        assertFalse(rule.isExact());
        assertTrue(rule.admits("nightly"));
        assertTrue(new VersionRule("Latest").isExact());
    }

    @Test
    public void aRangeAdmitsWhatIsInItAndWhatIsCalledSo() {
        VersionRule rule = new VersionRule("1.x");
        assertFalse(rule.isExact());
        assertFalse(rule.isLatest());
        assertTrue(rule.admits("1.9.0"));
        assertTrue(rule.admits("1.x"));
        assertFalse(rule.admits("2.0.0"));
        assertFalse(rule.admits("nightly"));
        assertFalse(rule.admits("1.9"));
    }

    @Test
    public void whatIsNeitherIsRefused() {
        assertEquals(VersionRule.MISSING, refusal(""));
        assertEquals(VersionRule.MISSING, refusal(null));
        for (String text : List.of("1..2", "a b", "^main", "1/2", ">=1 and <2", "1.0 - 2.0")) {
            assertThat(refusal(text), containsString("packageVersion '" + text + "' is neither a version"));
        }
    }

    @Test
    public void aSourceIsOfOnePackage() {
        PackageSource source = PackageSource.of("app", "^1.4");
        assertTrue(source.admits(new GenericPackage("app", "1.5.0")));
        assertFalse(source.admits(new GenericPackage("other", "1.5.0")));
        assertFalse(source.admits(new GenericPackage("app", "2.0.0")));
        assertEquals("app ^1.4", source.toString());
        assertThrows(InvalidRequestException.class, () -> PackageSource.of("a b", "1"));
        assertThrows(InvalidRequestException.class, () -> new PackageSource("app", null));
    }

    private static String refusal(String text) {
        return assertThrows(InvalidRequestException.class, () -> new VersionRule(text))
                .getMessage();
    }
}
