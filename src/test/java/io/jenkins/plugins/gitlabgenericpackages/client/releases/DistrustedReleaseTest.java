package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import static io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseScene.PROJECT;
import static io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseScene.TAG;
import static io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseScene.changes;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Nothing is taken for gone because somebody answers 404: GitLab has to say that it does not have it. */
public class DistrustedReleaseTest {
    /** A page, the words of a gateway, and what GitLab says of a path that it does not have. */
    private static final List<Fault> NOT_GITLABS_WORD = List.of(
            Fault.html(404),
            Fault.status(404, "application/json", "{\"message\":\"no Route matched with those values\"}"),
            Fault.status(404, "application/json", "{\"error\":\"404 Not Found\"}"));

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private ReleaseScene scene;

    @Before
    public void aReleaseOfTwoFiles() throws Exception {
        scene = new ReleaseScene(handoff);
        handoff.retries = 0;
        scene.releases().tag(PROJECT, TAG);
        scene.store("1.0", "a.zip");
        scene.store("1.0", "b.zip");
        scene.run();
    }

    @Test
    public void noLinkIsPrunedUnlessGitLabSaysThatItsFileIsGone() {
        scene.includes = "a.zip";
        scene.prune = true;
        for (Fault fault : NOT_GITLABS_WORD) {
            handoff.fault(fault.times(2), Route.DOWNLOAD);
            assertThat(Handoff.message(scene::run), containsString("could not look for b.zip"));
            assertEquals(2, scene.links().size());
        }
    }

    @Test
    public void noReleaseIsMadeUnlessGitLabSaysThatThereIsNone() {
        scene.tag = "v2.0";
        scene.releases().tag(PROJECT, scene.tag);
        for (Fault fault : NOT_GITLABS_WORD) {
            handoff.fault(fault, Route.RELEASE);
            assertThat(Handoff.message(scene::run), containsString("could not look for the release v2.0"));
        }
        assertEquals(1, handoff.requests(Route.CREATE_RELEASE));
    }

    /** By its number the project may be the one that the links name by its path, or another. */
    @Test
    public void aFileGetsNoSecondLinkWhileNobodyTellsWhatIsThere() {
        handoff.projectId = String.valueOf(PROJECT);
        handoff.fault(Fault.html(502).after(1), Route.LIST_PACKAGES);
        assertThat(Handoff.message(scene::run), containsString("could not list the package app"));
        assertEquals(2, scene.links().size());
    }

    @Test
    public void aLinkThatSomebodyElseRemovesMeanwhileIsAddedAgain() throws Exception {
        scene.store("2.0", "a.zip");
        scene.version = "2.0";
        Fault slow = handoff.fault(Fault.stallBeforeAnswer(), Route.RELEASE);
        FutureTask<PublishedRelease> run = new FutureTask<>(scene::run);
        new Thread(run).start();
        assertTrue(slow.awaitReached(Handoff.SOON));
        scene.releases().removeLink(PROJECT, TAG, "a.zip");
        slow.release();
        assertEquals(List.of("a.zip ADDED"), changes(run.get()));
    }
}
