package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import static io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseScene.PROJECT;
import static io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseScene.TAG;
import static io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseScene.changes;
import static io.jenkins.plugins.gitlabgenericpackages.client.releases.ReleaseScene.isUnchanged;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.hasItem;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.WaitingClock;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Whatever breaks off, and whoever else is at work: another run ends with the same release. */
public class BrokenReleaseTest {
    private static final List<String> RIGHT =
            List.of("a.zip app/2.0/a.zip", "b.zip app/2.0/b.zip", "c.zip app/2.0/c.zip");

    @Rule
    public final Timeout timeout = new Timeout(120, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private ReleaseScene scene;

    @Before
    public void aReleaseOfAnEarlierVersion() throws Exception {
        scene = new ReleaseScene(handoff);
        handoff.retries = 0;
        scene.store("1.0", "a.zip");
        scene.store("1.0", "gone.zip");
        for (String name : List.of("a.zip", "b.zip", "c.zip")) {
            scene.store("2.0", name);
        }
    }

    private void prepare(String tag) throws Exception {
        scene.tag = tag;
        scene.releases().tag(PROJECT, tag);
        scene.version = "1.0";
        scene.details = new ReleaseDetails("", "", "", "");
        scene.run();
        scene.version = "2.0";
        scene.details = new ReleaseDetails("", "What is new", "", "");
    }

    @Test
    public void aBreakAtEveryRequestIsMendedByTheNextRun() throws Exception {
        handoff.registry().deleteFile(PROJECT, "app", "1.0", handoff.stored().get(1));
        scene.store("1.0", "gone.zip");
        prepare("count");
        scene.prune = true;
        int before = handoff.registry().requests().all().size();
        scene.run();
        int requests = handoff.registry().requests().all().size() - before;
        assertTrue("requests: " + requests, requests > 8);
        for (int broken = 0; broken < requests; broken++) {
            for (boolean done : List.of(false, true)) {
                scene.prune = false;
                prepare("v" + broken + done);
                scene.prune = true;
                List<String> links = breakAt(broken, done);
                assertEquals("request " + broken + ", done: " + done, RIGHT, links);
                assertTrue(isUnchanged(scene.run()));
                assertEquals("What is new", scene.release().description());
            }
        }
    }

    private List<String> breakAt(int number, boolean done) throws Exception {
        Fault refusal = Fault.html(502).after(number);
        Fault fault = handoff.registry().faults().add(done ? refusal.afterStoring() : refusal);
        Handoff.failure(scene::run);
        assertEquals(1, fault.reached());
        scene.run();
        List<String> links = new ArrayList<>(scene.links());
        links.removeIf(link -> link.startsWith("gone.zip"));
        links.sort(null);
        return links;
    }

    @Test
    public void aLostAnswerIsNoFailureAndWhatWasDoneIsTold() throws Exception {
        handoff.retries = 3;
        scene.releases().tag(PROJECT, TAG);
        handoff.fault(Fault.loseAnswer(), Route.CREATE_RELEASE);
        scene.version = "1.0";
        PublishedRelease made = scene.run();
        assertTrue(made.created());
        assertEquals(List.of("a.zip ADDED", "gone.zip ADDED"), changes(made));
        handoff.fault(Fault.loseAnswer(), Route.CREATE_LINK);
        handoff.fault(Fault.loseAnswer(), Route.UPDATE_LINK);
        scene.version = "2.0";
        assertEquals(List.of("a.zip CHANGED", "b.zip ADDED", "c.zip ADDED"), changes(scene.run()));
        assertTrue(isUnchanged(scene.run()));
        assertEquals(4, scene.links().size());
        for (String line : List.of("Added the link gone.zip", "Changed the link a.zip", "Added the link b.zip")) {
            assertEquals(line, 1, Collections.frequency(handoff.events.notes(), "note " + line));
        }
    }

    /** Between an answer that is lost and the next attempt. */
    @Test
    public void aReleaseThatSomebodyElseMadeIsNotToldAsCreated() throws Exception {
        scene.releases().tag(PROJECT, TAG);
        scene.version = "2.0";
        ReleaseRequest theirs = scene.request();
        handoff.fault(Fault.html(502), Route.CREATE_RELEASE);
        handoff.retries = 3;
        handoff.waiting = new WaitingClock() {
            @Override
            public void sleep(Duration duration) {
                try {
                    handoff.client().release(theirs);
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        scene.details = new ReleaseDetails("", "What is new", "", "");
        PublishedRelease release = scene.run();
        assertFalse(release.created());
        assertEquals(List.of("a.zip KEPT", "b.zip KEPT", "c.zip KEPT"), changes(release));
        assertThat(handoff.events.notes(), hasItem(containsString("The release v1.0 is changed: http")));
    }

    @Test
    public void aReleaseThatIsNeverRightIsSaidToDiffer() throws Exception {
        scene.releases().tag(PROJECT, TAG);
        scene.version = "2.0";
        scene.run();
        scene.details = new ReleaseDetails("", "What is new", "", "");
        handoff.fault(Fault.status(200, "application/json", "{}"), Route.UPDATE_RELEASE)
                .always();
        assertThat(
                Handoff.message(scene::run),
                containsString(
                        "Failed to release v1.0: after 5 rounds GitLab still shows something else (description)"));
    }

    @Test
    public void twoRunsAtOnceEndWithOneRelease() throws Exception {
        handoff.retries = 3;
        scene.releases().tag(PROJECT, TAG);
        scene.version = "2.0";
        List<FutureTask<PublishedRelease>> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<PublishedRelease> run = new FutureTask<>(scene::run);
            runs.add(run);
            new Thread(run).start();
        }
        int created = 0;
        for (FutureTask<PublishedRelease> run : runs) {
            created += run.get().created() ? 1 : 0;
        }
        assertEquals(1, created);
        assertEquals(RIGHT, sorted());
    }

    @Test
    public void whatSomebodyElseAddsMeanwhileIsSeen() throws Exception {
        scene.releases().tag(PROJECT, TAG);
        scene.version = "1.0";
        scene.includes = "a.zip";
        scene.run();
        scene.includes = "";
        Fault slow = handoff.fault(Fault.stallBeforeAnswer(), Route.RELEASE);
        FutureTask<PublishedRelease> run = new FutureTask<>(scene::run);
        new Thread(run).start();
        assertTrue(slow.awaitReached(Handoff.SOON));
        scene.releases().addLink(PROJECT, TAG, "gone.zip", "https://example.org/gone.zip");
        slow.release();
        assertEquals("gone.zip (app 1.0)", run.get().links().get(1).name());
    }

    private List<String> sorted() {
        return scene.links().stream().sorted().toList();
    }
}
