package io.jenkins.plugins.gitlabgenericpackages.client.versions;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.versions.SemanticVersion.Range;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** What npm's semver 7 says of the same ranges and versions. */
public class SemanticVersionTest {
    private static final List<String> VERSIONS = List.of(
            "0.0.0",
            "0.0.3",
            "0.1.9",
            "0.2.0",
            "1.0.0-rc.1",
            "1.0.0",
            "1.3.9",
            "1.4.0-beta.2",
            "1.4.0",
            "1.4.2",
            "1.4.9",
            "1.5.0-0",
            "1.5.0",
            "1.10.0",
            "v1.10.1",
            "2.0.0-alpha",
            "2.0.0",
            "2.1.0+build.7",
            "10.0.0");

    @Test
    public void wildcards() {
        assertHolds(
                "*",
                "0.0.0 0.0.3 0.1.9 0.2.0 1.0.0 1.3.9 1.4.0 1.4.2 1.4.9 1.5.0 1.10.0 v1.10.1 2.0.0 2.1.0+build.7"
                        + " 10.0.0");
        for (String rule : List.of("1.x", "1.X", "1.*", "1.x.x", "v1.x", "=1", "=1.x", "^1", "^1.x", "~1")) {
            assertHolds(rule, "1.0.0 1.3.9 1.4.0 1.4.2 1.4.9 1.5.0 1.10.0 v1.10.1");
        }
        for (String rule : List.of("1.4.x", "1.4.*", "~1.4", "=1.4", "~1.4.x")) {
            assertHolds(rule, "1.4.0 1.4.2 1.4.9");
        }
    }

    @Test
    public void caretKeepsTheFirstNumberThatIsNotZero() {
        assertHolds("^1.4", "1.4.0 1.4.2 1.4.9 1.5.0 1.10.0 v1.10.1");
        assertHolds("^1.4.2", "1.4.2 1.4.9 1.5.0 1.10.0 v1.10.1");
        assertHolds("^0.1", "0.1.9");
        assertHolds("^0.1.0", "0.1.9");
        assertHolds("^0.0.3", "0.0.3");
        for (String rule : List.of("^0", "^0.x", "^ 0.*", "^0.x.x")) {
            assertHolds(rule, "0.0.0 0.0.3 0.1.9 0.2.0");
        }
        for (String rule : List.of("^0.0", "^0.0.x")) {
            assertHolds(rule, "0.0.0 0.0.3");
        }
    }

    @Test
    public void comparatorsAllHaveToHold() {
        assertHolds("~1.4.2", "1.4.2 1.4.9");
        assertHolds(">=1.4 <2", "1.4.0 1.4.2 1.4.9 1.5.0 1.10.0 v1.10.1");
        assertHolds(">= 1.4.2   < 1.10", "1.4.2 1.4.9 1.5.0");
        assertHolds("^1.4 <1.5.0", "1.4.0 1.4.2 1.4.9");
        assertHolds("1.x ~1.4.2", "1.4.2 1.4.9");
        assertHolds(">1.4", "1.5.0 1.10.0 v1.10.1 2.0.0 2.1.0+build.7 10.0.0");
        assertHolds("<=1.4 >1.3.9", "1.4.0 1.4.2 1.4.9");
        assertHolds("=1.10.1", "v1.10.1");
        assertHolds("=2.1.0", "2.1.0+build.7");
        assertHolds(">2 <1", "");
    }

    @Test
    public void ofAlternativesOneHasToHold() {
        assertHolds("0.1.x || 2.x||=1.5.0", "0.1.9 1.5.0 2.0.0 2.1.0+build.7");
    }

    @Test
    public void aPreReleaseHasToBeNamed() {
        assertHolds(">=1.4.0-alpha <1.5.0", "1.4.0-beta.2 1.4.0 1.4.2 1.4.9");
        assertHolds("^1.4.0-beta.2 <1.4.2", "1.4.0-beta.2 1.4.0");
        assertHolds("~1.4.0-beta.10", "1.4.0 1.4.2 1.4.9");
        assertHolds(">=2.0.0-0 <2.1", "2.0.0-alpha 2.0.0");
        // What ends below 2 ends below all that is called 2.0.0.
        assertHolds(">=2.0.0-0 <2", "");
        assertHolds(">=1.10.0 <2.0.0-beta", "1.10.0 v1.10.1 2.0.0-alpha");
    }

    /** npm's own numbers end at 2^53: there the limit is JavaScript's. */
    @Test
    public void numbersHaveNoLimit() {
        SemanticVersion dated = version("1.0.202511291234");
        SemanticVersion beyondLong = version("1.0.18446744073709551616");
        assertTrue(dated.compareTo(version("1.0.2147483648")) > 0);
        assertTrue(dated.compareTo(beyondLong) < 0);
        for (String rule : List.of("1.x", "1.0.x", "^1", "~1.0.202511291234", ">=1.0.202511291234 <2", "*")) {
            assertTrue(rule, range(rule).holds(dated));
            assertTrue(rule, range(rule).holds(beyondLong));
        }
        for (String rule :
                List.of("^1.0.18446744073709551616", ">1.0.18446744073709551615", "~1.0.18446744073709551616")) {
            assertFalse(rule, range(rule).holds(dated));
            assertTrue(rule, range(rule).holds(beyondLong));
        }
        assertTrue(range("~18446744073709551616.0").holds(version("18446744073709551616.0.1")));
        assertFalse(range("^0.18446744073709551615").holds(version("0.18446744073709551616.0")));
    }

    @Test
    public void theOrderIsThatOfTheSpecification() {
        List<String> ascending = List.of(
                "1.0.0-1",
                "1.0.0-2",
                "1.0.0-10",
                "1.0.0-99999999999999999999",
                "1.0.0--",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-alpha.undef",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc10",
                "1.0.0-rc9",
                "1.0.0",
                "1.0.1-0",
                "1.2.0",
                "1.10.0");
        for (int i = 0; i < ascending.size(); i++) {
            for (int j = 0; j < ascending.size(); j++) {
                int order = version(ascending.get(i)).compareTo(version(ascending.get(j)));
                assertEquals(ascending.get(i) + " " + ascending.get(j), Integer.compare(i, j), Integer.signum(order));
            }
        }
        assertEquals(0, version("1.0.0+a").compareTo(version("v1.0.0+b")));
    }

    @Test
    public void whatIsNoRangeIsNone() {
        for (String text : List.of(
                "",
                " ",
                "1.4.2",
                "v1.4.2",
                "1.4",
                "1",
                "1.4.2-rc.1",
                "latest",
                "main",
                "x.y",
                "1.4.2.x",
                "1.x.4",
                "01.x",
                "^",
                "^^1",
                "=>1",
                "><1",
                "^1.4.",
                "^1.4 nightly",
                "1.0 - 2.0",
                "^1.4 ||",
                "|| ^1",
                "^1.4,^1.5",
                ">*",
                "^1.4.2-01",
                "^1.4.2-a..b",
                "^1.4.2-",
                "^1.4\n<2",
                "(^1)",
                "[1.0,2.0)",
                "1.+",
                "1.4 1.5",
                "^1" + " ".repeat(300))) {
            assertTrue(text, Range.read(text).isEmpty());
        }
    }

    @Test
    public void anyTextIsReadOrRefusedAtOnce() {
        Random random = new Random(1);
        String letters = "01239.x*^~<>=|- v+aX\t";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(20), 0, letters.length()).forEach(letter -> text.append(letters.charAt(letter)));
            Range.read(text.toString()).ifPresent(range -> range.holds(version("1.0.0")));
        }
        for (String part : List.of("1.x ", "^1||", "0", ".", "-a", "v", ">= ", " ")) {
            Range.read(part.repeat(100_000));
            Range.read("^1.2.3" + part.repeat(256 / part.length() - 3));
        }
    }

    private static void assertHolds(String rule, String wanted) {
        Range range = range(rule);
        String held = String.join(
                " ",
                VERSIONS.stream().filter(text -> range.holds(version(text))).toList());
        assertEquals(rule, wanted, held);
    }

    private static Range range(String rule) {
        return Range.read(rule).orElseThrow(() -> new AssertionError(rule));
    }

    private static SemanticVersion version(String text) {
        return SemanticVersion.read(text).orElseThrow();
    }

    @Test
    public void whatIsNoSemanticVersionIsNone() {
        for (String text : List.of(
                "",
                "1",
                "1.0",
                "1.0.0.0",
                "01.0.0",
                "1.0.0-",
                "1.0.0-01",
                "latest",
                "1.x",
                "r17",
                "1.0.0-" + "a".repeat(300))) {
            assertTrue(text, SemanticVersion.read(text).isEmpty());
        }
    }
}
