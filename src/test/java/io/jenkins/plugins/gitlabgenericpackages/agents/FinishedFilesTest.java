package io.jenkins.plugins.gitlabgenericpackages.agents;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.gitlabgenericpackages.client.journal.TransferPlan;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.jvnet.hudson.test.MemoryAssert;

/** Finished files on their way from the agent to the controller. */
public class FinishedFilesTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    private final FinishedFiles controller = new FinishedFiles(null, null, Optional.empty());
    private final Messages messages = new Messages();

    /** Counts the messages to the controller. */
    private final class Messages implements FinishedListener {
        private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void planned(TransferPlan.Packed plan) throws IOException {
            controller.planned(plan);
        }

        @Override
        public void finished(ArrayList<TransferredFile> files) {
            sizes.add(files.size());
            controller.finished(files);
        }

        @Override
        public void ended(int files) {
            controller.ended(files);
        }
    }

    @Test
    public void manyFilesAreOneMessage() {
        FinishedReport report = new FinishedReport(TransferListener.NONE, messages);
        finish(report, 1000);
        report.tell();
        finish(report, 500);
        report.close();
        assertThat(messages.sizes.stream().mapToInt(size -> size).sum(), is(1500));
        assertThat(messages.sizes.size() <= 4, is(true));
        assertThat(controller.files().size(), is(1500));
    }

    @Test
    public void controllerIsToldWhileTheTransferGoesOn() throws Exception {
        try (FinishedReport report = new FinishedReport(TransferListener.NONE, messages)) {
            finish(report, 1);
            controller.ended(1);
            controller.awaitEnd(Duration.ofSeconds(50));
            assertThat(controller.files().size(), is(1));
        }
    }

    @Test
    public void whatTheAnswerTellsIsNotToldTwice() {
        FinishedReport report = new FinishedReport(TransferListener.NONE, messages);
        finish(report, 3);
        report.leaveToAnswer();
        report.close();
        assertThat(controller.files(), empty());
    }

    @Test
    public void filesThatDidNotFailAreKeptForTheAnswer() {
        FinishedReport report = new FinishedReport(TransferListener.NONE, messages);
        assertThat(report.files(), empty());
        report.ended(List.of(file("a"), file("b")), 1);
        assertThat(report.files().stream().map(TransferredFile::fileName).toList(), contains("a", "b"));
        report.close();
    }

    @Test
    public void lateFilesOfAStoppedTransferAreNoMistake() {
        FinishedReport report = new FinishedReport(TransferListener.NONE, messages);
        report.close();
        finish(report, 1);
    }

    @Test
    public void lastWordMayOvertakeTheFiles() throws Exception {
        controller.ended(2);
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            controller.finished(new ArrayList<>(List.of(file("a"))));
            controller.finished(new ArrayList<>(List.of(file("b"))));
        });
        controller.awaitEnd(Duration.ofSeconds(50));
        others.get();
        assertThat(controller.files().stream().map(TransferredFile::fileName).toList(), contains("a", "b"));
    }

    @Test
    public void agentThatIsGoneIsNotWaitedForLong() throws Exception {
        controller.finished(new ArrayList<>(List.of(file("a"))));
        controller.awaitEnd(Duration.ofMillis(1));
        assertThat(controller.files().size(), is(1));
    }

    @Test
    public void endlessReportsAreNotKept() {
        for (int i = 0; i < 4; i++) {
            controller.finished(new ArrayList<>(Collections.nCopies(AnswerCheck.MOST_FILES / 2 + 1, file("a"))));
        }
        assertThat(controller.files().size(), is(AnswerCheck.MOST_FILES + 2));
        controller.close();
        controller.finished(new ArrayList<>(List.of(file("a"))));
        assertThat(controller.files(), empty());
    }

    /** The channel holds on to what was exported until the agent's garbage is collected. */
    @Test
    public void whatIsClosedHoldsNoToken() {
        Registry registry = new Registry("https://gitlab.example.com", "7", Token.anonymous());
        WeakReference<Registry> held = new WeakReference<>(registry);
        FinishedFiles exported = new FinishedFiles(new AnswerCheck(registry, null), null, Optional.empty());
        registry = null;
        exported.close();
        MemoryAssert.assertGC(held, false);
        exported.ended(0);
    }

    private static void finish(FinishedReport report, int files) {
        for (int i = 0; i < files; i++) {
            report.finished(file("a"), Duration.ZERO);
        }
    }

    private static TransferredFile file(String name) {
        return new TransferredFile(
                new PackageFile(new GenericPackage("app", "1.0"), new PackageFileName(name)),
                name,
                new FileContent(0, Sha256.OF_NOTHING, null),
                "https://gitlab.example.com/" + name,
                Verifier.GITLAB,
                false);
    }
}
