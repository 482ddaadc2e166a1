package io.jenkins.plugins.gitlabgenericpackages.cli;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.cli.Commands.Result;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ReleaseCommandTest {
    private static final String VERSION = "--package-version=1.0";

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final Commands commands = new Commands();

    @Before
    public void aPackage() throws Exception {
        commands.write("dist/app.zip", "a");
        commands.write("dist/app.sig", "b");
        commands.run("upload", VERSION, "--dir=dist", "--includes=*");
    }

    @Test
    public void aJobOfATagReleasesThePackage() {
        commands.environment.put("CI_COMMIT_TAG", "v1.0");
        commands.registry.releases().tag(Commands.PROJECT, "v1.0");
        Result made = commands.run("release", VERSION, "--description=What is new", "--json");
        assertEquals(made.err(), 0, made.exitCode());
        JSONObject release = new JSONObject(made.out());
        assertEquals("v1.0", release.getString("tagName"));
        assertTrue(release.getBoolean("created"));
        assertThat(release.getString("url"), endsWith("/group/sub/app/-/releases/v1.0"));
        JSONObject link = release.getJSONArray("links").getJSONObject(0);
        assertEquals("app.sig", link.getString("name"));
        assertEquals("ADDED", link.getString("change"));
        assertThat(link.getString("url"), endsWith("/packages/generic/app/1.0/app.sig"));
        assertThat(link.getString("directUrl"), endsWith("/-/releases/v1.0/downloads/app.sig"));
        Result again = commands.run("release", VERSION);
        assertEquals("", again.out());
        assertThat(again.err(), containsString("The release v1.0 is up to date"));
    }

    @Test
    public void itsPartsAreChosen() {
        commands.registry.releases().milestone(Commands.PROJECT, "one").milestone(Commands.PROJECT, "two");
        Result made = commands.run(
                "release",
                VERSION,
                "--tag-name=v1.0",
                "--ref=main",
                "--name=The first",
                "--released-at=2026-03-15T08:00:00Z",
                "--milestones=one, two",
                "--includes=*.zip",
                "--excludes=*.sig");
        assertEquals(made.err(), 0, made.exitCode());
        var release = commands.registry.releases().release(Commands.PROJECT, "v1.0");
        assertEquals("The first", release.name());
        assertEquals("2026-03-15T08:00:00Z", release.releasedAt().toString());
        assertEquals(2, release.milestones().size());
        assertEquals("app.zip", release.links().get(0).name());
        assertEquals(1, release.links().size());
    }

    @Test
    public void whatCannotWorkIsAUsageError() {
        Result noTag = commands.run("release", VERSION);
        assertEquals(2, noTag.exitCode());
        assertThat(noTag.err(), containsString("--tag-name is missing"));
        Result noTime = commands.run("release", VERSION, "--tag-name=v1", "--released-at=tomorrow");
        assertEquals(2, noTime.exitCode());
        assertThat(noTime.err(), containsString("--released-at 'tomorrow' is no time"));
        Result noGitTag = commands.run("release", VERSION, "--tag-name=v1..2");
        assertEquals(2, noGitTag.exitCode());
        Result noProject = commands.run("release", VERSION, "--tag-name=v1", "--package-project-id=app");
        assertEquals(2, noProject.exitCode());
        assertThat(noProject.err(), containsString("--package-project-id 'app' is neither"));
    }

    @Test
    public void nothingToLinkIsAFailure() {
        Result none = commands.run("release", VERSION, "--tag-name=v1", "--ref=main", "--includes=*.tar");
        assertEquals(1, none.exitCode());
        assertThat(none.err(), containsString("There is no file of app 1.0 to link"));
        Result allowed = commands.run(
                "release", VERSION, "--tag-name=v1", "--ref=main", "--includes=*.tar", "--allow-empty");
        assertEquals(allowed.err(), 0, allowed.exitCode());
    }
}
