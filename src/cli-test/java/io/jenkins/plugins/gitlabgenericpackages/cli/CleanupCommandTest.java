package io.jenkins.plugins.gitlabgenericpackages.cli;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.cli.Commands.Result;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class CleanupCommandTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final Commands commands = new Commands();

    @Before
    public void versions() {
        for (String version : new String[] {"1.9.0", "1.10.0", "1.11.0"}) {
            commands.registry.addFile(Commands.PROJECT, "app", version, "app.zip", new byte[2048]);
        }
    }

    @Test
    public void aDryRunIsTheDefaultAndSaysHowToDelete() {
        Result shown = commands.run("cleanup", "--keep=2");
        assertEquals(shown.err(), 0, shown.exitCode());
        assertThat(shown.out(), containsString("  kept: among the 2 highest"));
        assertThat(shown.out(), containsString("    1    2.0 KiB  would be deleted"));
        assertThat(
                shown.err(),
                containsString("3 versions of app: 1 would be deleted (2.0 KiB). To delete: --dry-run=false"));
        assertEquals(0, commands.registry.requests().count(Route.DELETE_PACKAGE));
    }

    @Test
    public void whatGoesIsDeleted() {
        Result done = commands.run("cleanup", "--keep=2", "--dry-run=false", "--json");
        assertEquals(done.err(), 0, done.exitCode());
        JSONArray json = new JSONArray(done.out());
        assertEquals("1.11.0", json.getJSONObject(0).getString("version"));
        assertEquals("DELETED", json.getJSONObject(2).getString("verdict"));
        assertThat(done.err(), containsString("3 versions of app: 1 deleted (2.0 KiB)"));
        assertEquals(1, commands.registry.requests().count(Route.DELETE_PACKAGE));
    }

    @Test
    public void versionsCanBeKeptByRule() {
        Result done = commands.run("cleanup", "--keep=1", "--keep-versions=1.9.x,2.x", "--dry-run=false");
        assertThat(done.out(), containsString("kept: fits 1.9.x"));
        assertEquals(1, commands.registry.requests().count(Route.DELETE_PACKAGE));
    }

    @Test
    public void aRuleThatKeepsNothingIsAUsageError() {
        Result none = commands.run("cleanup");
        assertEquals(2, none.exitCode());
        assertThat(none.err(), containsString("Say what to keep: give --keep, --keep-days or both"));
        assertEquals(2, commands.run("cleanup", "--keep=-1").exitCode());
        assertEquals(2, commands.run("cleanup", "--keep=1", "--at-most=0").exitCode());
        assertEquals(2, commands.run("cleanup", "--keep=1", "--dry-run=no").exitCode());
    }
}
