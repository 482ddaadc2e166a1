package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.SOON;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.matching;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.hasItem;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Attempts;
import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.Interruption;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** An upload that broke off, and goes on. */
public class ContinuedUploadTest {
    private static final FileSelection ALL = matching("*", "out");
    private static final Token DEPLOY = Token.of("gldt-stand-in", TokenType.AUTO);

    /** Who still knows what had arrived. */
    private enum Memory {
        CONTROLLER,
        AGENT,
        GITLAB
    }

    @Rule
    public final Timeout timeout = new Timeout(120, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private byte[] a;
    private byte[] b;

    @Before
    public void files() throws Exception {
        handoff.parallel = 1;
        a = handoff.write("out/a", 1000);
        b = handoff.write("out/b", 200_000);
        handoff.write("out/c", 3000);
    }

    private Attempts.Transfer with(IfExists policy) {
        return client -> client.upload(handoff.workspace(), new UploadRequest(APP, ALL, policy, false, null));
    }

    private static Interruption.Phase at(Fault fault) {
        return () -> fault.awaitReached(SOON);
    }

    /** Breaks off at b, and forgets what only others shall remember. */
    private Attempts brokenOff(IfExists policy, Memory memory, Fault fault) throws Exception {
        Attempts attempts = new Attempts(handoff);
        handoff.fault(fault.matching("/b?"), Route.UPLOAD);
        attempts.breakOff(with(policy), at(fault));
        drop();
        if (memory == Memory.CONTROLLER) {
            attempts.tell();
        }
        if (memory != Memory.AGENT) {
            attempts.loseNotes();
        }
        return attempts;
    }

    /** Lets GitLab end what it is at: of a body that it had not read to its end, it keeps nothing. */
    private void drop() {
        handoff.registry().faults().abandon();
    }

    private static List<String> names(List<TransferredFile> files) {
        return files.stream().map(TransferredFile::fileName).toList();
    }

    private static List<Boolean> skipped(List<TransferredFile> files) {
        return files.stream().map(TransferredFile::skipped).toList();
    }

    /** What one attempt without a break would have stored, and nothing else. */
    private void assertContinued(IfExists policy, Attempts attempts, List<String> stored) throws Exception {
        List<TransferredFile> files = attempts.run(with(policy));
        assertEquals(List.of("a", "b", "c"), names(files));
        assertEquals(stored, handoff.storedNames());
        attempts.assertNothingLeft();
    }

    @Test
    public void addedFilesAreNotAddedAgain() throws Exception {
        for (Memory memory : Memory.values()) {
            handoff.use(StandInRegistry.builder(handoff.root().resolve("registry/" + memory)));
            handoff.store("a", a);
            handoff.store("b", b);
            Attempts attempts = brokenOff(IfExists.ADD, memory, Fault.stallInBody(50_000));
            assertContinued(IfExists.ADD, attempts, List.of("a", "a", "b", "b", "c"));
        }
    }

    @Test
    public void whatHadArrivedWithoutAnAnswerIsNotAddedAgain() throws Exception {
        for (Memory memory : Memory.values()) {
            handoff.use(StandInRegistry.builder(handoff.root().resolve("registry/" + memory)));
            handoff.store("b", b);
            Attempts attempts = brokenOff(IfExists.ADD, memory, Fault.stallBeforeAnswer());
            assertContinued(IfExists.ADD, attempts, List.of("a", "b", "b", "c"));
        }
    }

    @Test
    public void ownFilesAreNoReasonToFail() throws Exception {
        for (Memory memory : Memory.values()) {
            handoff.use(StandInRegistry.builder(handoff.root().resolve("registry/" + memory)));
            Attempts attempts = brokenOff(IfExists.FAIL, memory, Fault.stallBeforeAnswer());
            assertContinued(IfExists.FAIL, attempts, List.of("a", "b", "c"));
        }
    }

    @Test
    public void filesOfOthersAreAReasonToFail() throws Exception {
        Attempts attempts = brokenOff(IfExists.FAIL, Memory.CONTROLLER, Fault.stallInBody(10));
        handoff.store("b", "somebody else's");
        assertThat(message(() -> attempts.run(with(IfExists.FAIL))), containsString("already has a file b"));
        assertEquals(List.of("a", "b", "c"), handoff.storedNames());
        attempts.assertNothingLeft();
    }

    @Test
    public void replacingEndsWithOneOfEach() throws Exception {
        for (Memory memory : Memory.values()) {
            handoff.use(StandInRegistry.builder(handoff.root().resolve("registry/" + memory)));
            for (String name : List.of("a", "b", "c")) {
                handoff.store(name, "older");
                handoff.store(name, "not as old");
            }
            Attempts attempts = brokenOff(IfExists.REPLACE, memory, Fault.stallBeforeAnswer());
            assertContinued(IfExists.REPLACE, attempts, List.of("a", "b", "c"));
            assertEquals(200_000, handoff.stored().get(1).size());
        }
    }

    @Test
    public void replacingFinishesDeleting() throws Exception {
        handoff.store("b", "older");
        handoff.store("b", b);
        Attempts attempts = new Attempts(handoff);
        Fault stall = handoff.fault(Fault.stallBeforeAnswer(), Route.DELETE_FILE);
        attempts.breakOff(with(IfExists.REPLACE), at(stall));
        drop();
        assertContinued(IfExists.REPLACE, attempts, List.of("a", "b", "c"));
    }

    @Test
    public void onlyWhatWasThereBeforeIsSkipped() throws Exception {
        for (Memory memory : Memory.values()) {
            handoff.use(StandInRegistry.builder(handoff.root().resolve("registry/" + memory)));
            handoff.store("c", handoff.read("out/c"));
            Attempts attempts = brokenOff(IfExists.SKIP_IDENTICAL, memory, Fault.stallBeforeAnswer());
            List<TransferredFile> files = attempts.run(with(IfExists.SKIP_IDENTICAL));
            assertEquals(memory.toString(), List.of(false, false, true), skipped(files));
            assertEquals(List.of("a", "b", "c"), handoff.storedNames());
        }
    }

    @Test
    public void breakingOffAgainChangesNothing() throws Exception {
        Attempts attempts = brokenOff(IfExists.ADD, Memory.CONTROLLER, Fault.stallBeforeAnswer());
        Fault second = handoff.fault(Fault.stallInBody(10).matching("/c?"), Route.UPLOAD);
        attempts.breakOff(with(IfExists.ADD), at(second));
        drop();
        Fault third = handoff.fault(Fault.stallBeforeAnswer().matching("/c?"), Route.UPLOAD);
        attempts.breakOff(with(IfExists.ADD), at(third));
        drop();
        assertContinued(IfExists.ADD, attempts, List.of("a", "b", "c"));
    }

    @Test
    public void severalAtATimeArriveOnce() throws Exception {
        handoff.parallel = 3;
        handoff.store("z", "x");
        Fault b = handoff.fault(Fault.stallBeforeAnswer().matching("/b?"), Route.UPLOAD);
        Fault c = handoff.fault(Fault.stallBeforeAnswer().matching("/c?"), Route.UPLOAD);
        Attempts attempts = new Attempts(handoff);
        attempts.breakOff(with(IfExists.ADD), () -> b.awaitReached(SOON) && c.awaitReached(SOON));
        drop();
        assertContinued(IfExists.ADD, attempts, List.of("a", "b", "c", "z"));
        assertEquals(3, handoff.requests(Route.UPLOAD));
    }

    @Test
    public void aTokenThatCannotListGoesOnByTheNotes() throws Exception {
        handoff.token = DEPLOY;
        Attempts attempts = brokenOff(IfExists.ADD, Memory.AGENT, Fault.stallBeforeAnswer());
        assertContinued(IfExists.ADD, attempts, List.of("a", "b", "c"));
    }

    @Test
    public void aHiddenPackageIsNoReasonToFail() throws Exception {
        Attempts.Transfer hidden =
                client -> client.upload(handoff.workspace(), new UploadRequest(APP, ALL, IfExists.FAIL, true, null));
        Attempts attempts = new Attempts(handoff);
        Fault stall = handoff.fault(Fault.stallBeforeAnswer().matching("/b?"), Route.UPLOAD);
        attempts.breakOff(hidden, at(stall));
        drop();
        attempts.loseNotes();
        assertEquals(List.of("a", "b", "c"), names(attempts.run(hidden)));
        assertEquals(List.of("a", "b", "c"), handoff.storedNames());
    }

    @Test
    public void itDoesNeitherLessNorMoreThanItSetOutToDo() throws Exception {
        Attempts attempts = brokenOff(IfExists.ADD, Memory.CONTROLLER, Fault.stallInBody(10));
        Files.delete(handoff.workspace().resolve("out/a"));
        Files.delete(handoff.workspace().resolve("out/c"));
        handoff.write("out/new", 10);
        assertThat(message(() -> attempts.run(with(IfExists.ADD))), containsString("There is no file"));
        assertEquals(List.of("a", "b"), handoff.storedNames());
    }

    @Test
    public void theLogIsOfOneTransfer() throws Exception {
        Attempts attempts = brokenOff(IfExists.ADD, Memory.CONTROLLER, Fault.stallBeforeAnswer());
        attempts.run(with(IfExists.ADD));
        List<String> events = handoff.events.all();
        assertEquals(
                1, events.stream().filter(each -> each.startsWith("started ")).count());
        assertThat(events, hasItem(startsWith("continued UPLOAD app 1.0")));
        assertThat(events, hasItem(containsString("1 of 3 files")));
        assertEquals(
                3, events.stream().filter(each -> each.startsWith("finished ")).count());
        assertThat(events, hasItem("ended 3 done, 0 failed"));
        assertThat(handoff.events.notes(), hasItem("note b had arrived before"));
    }

    @Test
    public void anAbortLeavesNothing() throws Exception {
        Attempts attempts = new Attempts(handoff);
        Fault stall = handoff.fault(Fault.stallInBody(10).matching("/b?"), Route.UPLOAD);
        attempts.abort(with(IfExists.ADD), at(stall));
        attempts.assertNothingLeft();
    }

    @Test
    public void anotherAttemptWaitsForTheEndOfTheOneBefore() throws Exception {
        Attempts attempts = new Attempts(handoff);
        Fault stall = handoff.fault(Fault.stallInBody(10).matching("/a?"), Route.UPLOAD);
        FutureTask<List<TransferredFile>> first = new FutureTask<>(() -> attempts.run(with(IfExists.SKIP_IDENTICAL)));
        new Thread(first).start();
        assertTrue(stall.awaitReached(SOON));
        FutureTask<List<TransferredFile>> second = new FutureTask<>(() -> attempts.run(with(IfExists.SKIP_IDENTICAL)));
        new Thread(second).start();
        while (handoff.events.notes().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(handoff.events.notes(), hasItem(containsString("waiting for its end")));
        assertEquals(1, handoff.requests(Route.UPLOAD));
        stall.release();
        assertEquals(List.of(false, false, false), skipped(first.get()));
        assertEquals(3, second.get().size());
        assertEquals(List.of("a", "b", "c"), handoff.storedNames());
        attempts.assertNothingLeft();
    }
}
