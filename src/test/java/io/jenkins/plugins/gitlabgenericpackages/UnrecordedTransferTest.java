package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.InvisibleAction;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackagesAction;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Test;

/** Transfers that end badly in a build that cannot remember their files: what people see is why they ended. */
public class UnrecordedTransferTest extends StepTest {
    @Test
    public void journalThatCannotBeWrittenHidesNoFailure() throws Exception {
        Fault held = holdFirstAndFailSecond();
        WorkflowRun build = startPipeline(held, "");
        Path journal = journal(build);
        Files.delete(journal);
        Files.createDirectory(journal);
        held.release();
        failsForItsOwnReason(build);
        j.assertLogContains("The files that had arrived are not recorded: ", build);
    }

    @Test
    public void journalThatCannotBeReadHidesNoFailure() throws Exception {
        Fault held = holdFirstAndFailSecond();
        WorkflowRun build = startPipeline(held, "");
        Path journal = journal(build);
        Files.writeString(journal, Files.readString(journal).replaceFirst("\\{", "damaged"));
        held.release();
        failsForItsOwnReason(build);
    }

    @Test
    public void interruptionOfTheRecordHidesNoFailure() throws Exception {
        Fault held = holdFirstAndFailSecond();
        WorkflowRun build = startPipeline(held, ", fingerprint: true");
        Interrupting listener = new Interrupting(build);
        ExtensionList.lookup(SaveableListener.class).add(listener);
        try {
            held.release();
            failsForItsOwnReason(build);
            assertThat(listener.interrupted.get(), is(true));
        } finally {
            ExtensionList.lookup(SaveableListener.class).remove(listener);
        }
    }

    @Test
    public void recordOfABuildStepThatCannotBeWrittenHidesNoFailure() throws Exception {
        registry.fault(Fault.status(403).on(Route.DOWNLOAD).matching("b.txt").always());
        Fault held = registry.fault(Fault.stallBeforeAnswer().on(Route.DOWNLOAD).matching("a.txt"));
        FreeStyleBuild build = startDownload(held);
        Files.createFile(build.getRootDir().toPath().resolve("gitlab-generic-packages"));
        held.release();
        failsForItsOwnReason(build);
        j.assertLogContains("The files that had arrived are not recorded: ", build);
    }

    @Test
    public void abortStaysAnAbort() throws Exception {
        Fault held = registry.fault(Fault.stallInBody(2).on(Route.DOWNLOAD).matching("b.txt"));
        FreeStyleBuild build = startDownload(held);
        build.addAction(new UnwritableOnce());
        build.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        j.assertLogContains("The files that had arrived are not recorded: ", build);
    }

    private Fault holdFirstAndFailSecond() {
        registry.fault(Fault.status(403).on(Route.UPLOAD).matching("b.txt").always());
        return registry.fault(Fault.stallBeforeAnswer().on(Route.UPLOAD).matching("a.txt"));
    }

    private WorkflowRun startPipeline(Fault held, String parameters) throws Exception {
        WorkflowRun build = Pipelines.start(
                Pipelines.job(j, """
                node {
                    ['a', 'b'].each { writeFile file: "${it}.txt", text: it }
                    %s
                }
                """.formatted(registry.upload("includes: '*.txt', parallel: 1" + parameters))));
        assertThat(held.awaitReached(RegistryRule.SOON), is(true));
        return build;
    }

    private FreeStyleBuild startDownload(Fault held) throws Exception {
        registry.add("a.txt", "a");
        registry.add("b.txt", "hello");
        GitLabGenericDownloadStep step = registry.connect(new GitLabGenericDownloadStep("app", "1.0"));
        step.setParallel(1);
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new GitLabGenericDownloadBuilder(step));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        assertThat(held.awaitReached(RegistryRule.SOON), is(true));
        return build;
    }

    private static void failsForItsOwnReason(Run<?, ?> build) throws Exception {
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(build));
        j.assertLogContains("ERROR: 1 of 2 files failed", build);
        j.assertLogContains("b.txt: status 403", build);
        j.assertLogNotContains("\tat ", build);
    }

    private static Path journal(Run<?, ?> build) throws Exception {
        Path folder = build.getRootDir().toPath().resolve("gitlab-generic-packages");
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(folder, "*.journal")) {
            return journals.iterator().next();
        }
    }

    /** Interrupts the thread that has recorded the files, before it writes their fingerprints. */
    private static final class Interrupting extends SaveableListener {
        private final Run<?, ?> build;
        private final AtomicBoolean interrupted = new AtomicBoolean();

        Interrupting(Run<?, ?> build) {
            this.build = build;
        }

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved == build
                    && build.getAction(GenericPackagesAction.class) != null
                    && !interrupted.getAndSet(true)) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Keeps a build from being saved, as the action of any plugin may. */
    private static final class UnwritableOnce extends InvisibleAction {
        private transient boolean refused;

        private synchronized Object writeReplace() {
            if (!refused) {
                refused = true;
                throw new IllegalStateException("not now");
            }
            return this;
        }
    }
}
