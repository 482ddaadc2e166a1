package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseScene.PROJECT;
import static io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseScene.TAG;
import static io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseScene.changes;
import static io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseScene.isUnchanged;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.hasItem;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ReleaseTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private ReleaseScene scene;

    @Before
    public void aTagAndAPackage() {
        scene = new ReleaseScene(handoff);
        scene.releases().tag(PROJECT, TAG);
        scene.store("1.0", "app.zip");
        scene.store("1.0", "linux/app.zip");
    }

    @Test
    public void theFirstRunMakesItWithAllLinksAtOnce() throws Exception {
        scene.details = new ReleaseDetails("The first", "What is new", "2026-03-15T08:00:00+01:00", "");
        PublishedRelease made = scene.run();
        assertTrue(made.created());
        assertEquals(List.of("app.zip ADDED", "linux/app.zip ADDED"), changes(made));
        assertThat(made.url(), endsWith("/group/sub/app/-/releases/v1.0"));
        assertThat(made.links().get(1).directUrl(), endsWith("/-/releases/v1.0/downloads/linux/app.zip"));
        assertEquals(0, handoff.requests(Route.CREATE_LINK));
        assertEquals("The first", scene.release().name());
        assertEquals("What is new", scene.release().description());
        assertEquals(Instant.parse("2026-03-15T07:00:00Z"), scene.release().releasedAt());
        assertEquals("package", scene.release().links().get(0).type());
        assertThat(handoff.events.notes(), hasItem(containsString("The release v1.0 is created")));
    }

    @Test
    public void theSecondRunChangesNothing() throws Exception {
        scene.releases().milestone(PROJECT, "1.0");
        scene.details = new ReleaseDetails("The first", "What is new", "2026-03-15T08:00:00Z", "1.0");
        scene.run();
        PublishedRelease again = scene.run();
        assertTrue(isUnchanged(again));
        assertEquals(0, handoff.requests(Route.UPDATE_RELEASE));
        assertEquals(0, handoff.requests(Route.CREATE_LINK) + handoff.requests(Route.UPDATE_LINK));
    }

    /** GitLab keeps microseconds, and tells milliseconds. */
    @Test
    public void aTimeFinerThanAMillisecondIsSetOnce() throws Exception {
        for (String time : List.of("2026-03-15T08:00:00.1239999Z", "2026-03-15T08:00:00.123456+01:00")) {
            scene.details = new ReleaseDetails("", "", time, "");
            scene.run();
            int changes = handoff.requests(Route.UPDATE_RELEASE);
            assertTrue(isUnchanged(scene.run()));
            assertEquals(changes, handoff.requests(Route.UPDATE_RELEASE));
        }
    }

    @Test
    public void theLastLineSaysWhatBecameOfIt() throws Exception {
        scene.run();
        scene.run();
        scene.store("1.0", "b.zip");
        scene.run();
        scene.details = new ReleaseDetails("Another", "", "", "");
        scene.run();
        List<String> words = handoff.events.notes().stream()
                .filter(line -> line.startsWith("note The release v1.0 "))
                .map(line -> line.replaceFirst("note (.*): http.*", "$1"))
                .toList();
        assertEquals(
                List.of(
                        "The release v1.0 is created",
                        "The release v1.0 is up to date",
                        "The release v1.0 is changed",
                        "The release v1.0 is changed"),
                words);
    }

    @Test
    public void filesOfAnUploadAreLinked() throws Exception {
        handoff.write("out/b.txt", 10);
        scene.version = "";
        scene.files = scene.uploaded(handoff.upload(matching("*", "out")));
        assertEquals(List.of("b.txt ADDED"), changes(scene.run()));
        assertEquals(List.of("b.txt app/1.0/b.txt"), scene.links());
    }

    @Test
    public void whatIsNotGivenStays() throws Exception {
        scene.details = new ReleaseDetails("", "What is new", "", "");
        scene.run();
        scene.details = new ReleaseDetails("A name", "", "", "");
        scene.run();
        assertEquals("What is new", scene.release().description());
        assertEquals("A name", scene.release().name());
        assertEquals(1, handoff.requests(Route.UPDATE_RELEASE));
    }

    @Test
    public void anotherVersionTakesOverTheLinksOfItsPackage() throws Exception {
        scene.run();
        scene.store("1.0-2", "app.zip");
        scene.version = "1.0-2";
        assertEquals(List.of("app.zip CHANGED"), changes(scene.run()));
        assertEquals(List.of("linux/app.zip app/1.0/linux/app.zip", "app.zip app/1.0-2/app.zip"), scene.links());
        assertEquals("/app.zip", scene.release().links().get(0).path());
        assertEquals("package", scene.release().links().get(0).type());
    }

    @Test
    public void aFileOfAnotherContentHasTheSameLink() throws Exception {
        scene.run();
        handoff.store("app.zip", "another content");
        assertTrue(isUnchanged(scene.run()));
    }

    @Test
    public void aRenamedFileLeavesItsLinkUnlessItIsPruned() throws Exception {
        scene.run();
        handoff.registry().deleteFile(PROJECT, "app", "1.0", handoff.stored().get(0));
        scene.store("1.0", "app-new.zip");
        assertEquals(List.of("app-new.zip ADDED", "linux/app.zip KEPT"), changes(scene.run()));
        assertEquals(3, scene.links().size());
        scene.prune = true;
        assertEquals(List.of("app-new.zip KEPT", "linux/app.zip KEPT", "app.zip REMOVED"), changes(scene.run()));
        assertEquals(2, scene.links().size());
    }

    @Test
    public void pruningLeavesLinksToFilesThatAreThere() throws Exception {
        scene.run();
        scene.includes = "app.zip";
        scene.prune = true;
        scene.releases().addLink(PROJECT, TAG, "docs", "https://example.org/docs");
        assertEquals(List.of("app.zip KEPT"), changes(scene.run()));
        assertEquals(3, scene.links().size());
        // A hidden package is in no list, and its files are there.
        handoff.registry().packageStatus(PROJECT, "app", "1.0", "hidden");
        scene.store("2.0", "app-2.zip");
        scene.version = "2.0";
        scene.includes = "";
        scene.run();
        assertEquals(4, scene.links().size());
    }

    @Test
    public void aLinkOfSomebodyElseKeepsItsName() throws Exception {
        scene.run();
        scene.store("1.0", "b.zip");
        scene.releases().addLink(PROJECT, TAG, "b.zip", "https://example.org/b.zip");
        PublishedRelease release = scene.run();
        assertEquals("b.zip (app 1.0) ADDED", changes(release).get(1));
        assertTrue(isUnchanged(scene.run()));
        assertThat(scene.links(), hasItem(endsWith("https://example.org/b.zip")));
        scene.store("1.0", "c.zip");
        scene.releases().addLink(PROJECT, TAG, "c.zip", "https://example.org/c.zip");
        scene.releases().addLink(PROJECT, TAG, "c.zip (app 1.0)", "https://example.org/c1.zip");
        assertThat(
                Handoff.message(scene::run),
                containsString("No link of the release can be called c.zip: one of that name leads to"
                        + " https://example.org/c.zip, and one called c.zip (app 1.0) to https://example.org/c1.zip"));
    }

    @Test
    public void aLabelThatSomebodyGaveALinkStays() throws Exception {
        scene.includes = "app.zip";
        scene.releases().tag(PROJECT, "v2");
        PublishedRelease made = scene.run();
        String url = made.links().get(0).url();
        scene.tag = "v2";
        scene.version = "";
        scene.includes = "";
        scene.run();
        scene.releases().addLink(PROJECT, "v2", "For Windows", url);
        scene.version = "1.0";
        scene.includes = "app.zip";
        assertEquals(List.of("For Windows KEPT"), changes(scene.run()));
    }

    @Test
    public void oneFileHasOneLinkHoweverItsProjectIsCalled() throws Exception {
        scene.run();
        handoff.projectId = String.valueOf(PROJECT);
        PublishedRelease again = scene.run();
        assertEquals(List.of("app.zip KEPT", "linux/app.zip KEPT"), changes(again));
        assertEquals(2, scene.links().size());
        // Another project has files of the same names.
        assertTrue(again.links().get(0).url().contains("group%2Fsub%2Fapp"));
    }

    @Test
    public void oneFileHasOneLinkAlsoIfItIsAskedForTwice() throws Exception {
        handoff.write("out/app.zip", 10);
        scene.files = scene.uploaded(handoff.upload(matching("*", "out")));
        for (String project : List.of(String.valueOf(PROJECT), "Group/sub/App", handoff.gitlabUrl + "/group/sub/app")) {
            scene.packageProjectId = project;
            assertEquals(2, scene.run().links().size());
            assertEquals(project, 2, scene.links().size());
        }
    }

    @Test
    public void thePackagesProjectMayBeAnAddress() throws Exception {
        for (String address : List.of("group/sub/app.git", handoff.gitlabUrl + "/group/sub/app/-/packages")) {
            scene.tag = String.valueOf(address.length());
            scene.releases().tag(PROJECT, scene.tag);
            scene.packageProjectId = address;
            scene.version = "1.0";
            scene.run();
            handoff.registry().addFile(PROJECT, "app", "2.0", "app.zip", new byte[1]);
            scene.version = "2.0";
            assertEquals(List.of("app.zip CHANGED"), changes(scene.run()));
            handoff.registry()
                    .deleteFile(PROJECT, "app", "1.0", handoff.stored().get(1));
            scene.prune = true;
            assertEquals(List.of("app.zip KEPT", "linux/app.zip REMOVED"), changes(scene.run()));
            scene.store("1.0", "linux/app.zip");
            scene.prune = false;
        }
    }

    @Test
    public void filesOfAnotherProjectAreNotTheSame() throws Exception {
        Project other = Project.ofPrivate(9, "group/other");
        handoff.use(io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry.builder(
                        handoff.root().resolve("registry"))
                .project(Project.DEFAULT)
                .project(other));
        scene.releases().tag(PROJECT, TAG);
        handoff.registry().addFile(9, "app", "1.0", "app.zip", new byte[1]);
        scene.includes = "app.zip";
        scene.run();
        scene.packageProjectId = "9";
        assertEquals(List.of("app.zip (app 1.0) ADDED"), changes(scene.run()));
        assertEquals(2, scene.links().size());
        scene.packageProjectId = "group/other";
        assertEquals(List.of("app.zip (app 1.0) KEPT"), changes(scene.run()));
    }

    @Test
    public void aNameThatFitsIntoNoPermanentAddressIsSaid() throws Exception {
        scene.store("1.0", "app_1.0+7.zip");
        scene.includes = "*+*";
        PublishedRelease made = scene.run();
        assertEquals(made.links().get(0).url(), made.links().get(0).directUrl());
        assertThat(
                handoff.events.notes(),
                hasItem(containsString("without a permanent address: app_1.0+7.zip does not fit into one")));
        assertTrue(isUnchanged(scene.run()));
    }

    @Test
    public void aMissingTagIsMadeFromARef() throws Exception {
        scene.tag = "release/2.0";
        scene.ref = "main";
        assertTrue(scene.run().created());
        assertTrue(scene.releases().hasTag(PROJECT, "release/2.0"));
        assertThat(scene.run().url(), endsWith("/-/releases/release%2F2.0"));
    }

    /** Ant's default excludes are for folders. */
    @Test
    public void nothingOfThePackageIsLeftOutUnasked() throws Exception {
        scene.store("1.0", "conf/.gitignore");
        scene.includes = "conf/**";
        assertEquals(List.of("conf/.gitignore ADDED"), changes(scene.run()));
    }

    @Test
    public void aRuleTakesAVersion() throws Exception {
        scene.version = "latest";
        assertEquals(2, scene.run().links().size());
    }

    @Test
    public void theTokenOfAJobWillDo() throws Exception {
        handoff.token = Handoff.tokens().get(2);
        assertTrue(scene.run().created());
        assertFalse(scene.run().created());
        handoff.projectId = String.valueOf(PROJECT);
        assertTrue(isUnchanged(scene.run()));
    }
}
