package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import java.util.List;
import org.junit.Test;

public class SomeNamesTest {
    private static final List<String> NAMES = List.of("report", "lib", "app-docs", "app", "b", "a");

    @Test
    public void theFirstOnesAreNamedAndTheOthersCounted() {
        assertThat(SomeNames.of(List.of("b", "a")), is("a, b"));
        assertThat(SomeNames.of(NAMES), is("a, app, app-docs, b, lib and 1 other"));
        assertThat(SomeNames.of(List.of("1", "2", "3", "4", "5", "6", "7")), is("1, 2, 3, 4, 5 and 2 others"));
    }

    @Test
    public void theLikeliestComeFirst() {
        assertThat(SomeNames.nearest("ap", NAMES), is("a, app, b, lib, report and 1 other"));
        assertThat(SomeNames.nearest("Reprot", List.of("app", "report")), is("report, app"));
        assertThat(SomeNames.nearest("dits", List.of("src", "dist", "pom.xml")), is("dist, src, pom.xml"));
        assertThat(SomeNames.nearest("", List.of("aa", "b")), is("b, aa"));
    }
}
