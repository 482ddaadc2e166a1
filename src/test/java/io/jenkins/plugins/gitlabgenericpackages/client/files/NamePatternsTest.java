package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class NamePatternsTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void noPatternSelectsAll() {
        assertThat(selected("", ""), is(List.of("app.zip", "lib/a.jar", "lib/sub/b.jar", ".git/config")));
    }

    @Test
    public void oneStarStaysInItsFolder() {
        assertThat(selected("*", ""), is(List.of("app.zip")));
        assertThat(selected("lib/*.jar", ""), is(List.of("lib/a.jar")));
        assertThat(selected("l?b/*", ""), is(List.of("lib/a.jar")));
    }

    @Test
    public void twoStarsCrossFolders() {
        assertThat(selected("**/*.jar", ""), is(List.of("lib/a.jar", "lib/sub/b.jar")));
        assertThat(selected("**/b.jar, app.*", ""), is(List.of("app.zip", "lib/sub/b.jar")));
    }

    @Test
    public void folderStandsForAllBelowIt() {
        assertThat(selected("lib/", ""), is(List.of("lib/a.jar", "lib/sub/b.jar")));
        assertThat(selected("lib", ""), is(List.of()));
    }

    @Test
    public void excludesWin() {
        assertThat(selected("", "lib/, **/config"), is(List.of("app.zip")));
        assertThat(selected("**/*.jar", "**/sub/**"), is(List.of("lib/a.jar")));
    }

    @Test
    public void backslashInAPatternIsASlash() {
        assertThat(selected("lib\\**\\*.jar", "lib\\sub\\"), is(List.of("lib/a.jar")));
    }

    @Test
    public void caseCounts() {
        assertThat(selected("**/*.JAR", ""), is(List.of()));
    }

    private static List<String> selected(String includes, String excludes) {
        NamePatterns patterns = new NamePatterns(new FileSelection("", "", includes, excludes, "", "", false, true));
        return Stream.of("app.zip", "lib/a.jar", "lib/sub/b.jar", ".git/config")
                .filter(patterns::select)
                .toList();
    }
}
