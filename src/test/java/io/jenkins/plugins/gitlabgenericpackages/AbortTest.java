package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayWithSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import hudson.FilePath;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.BeforeClass;
import org.junit.Test;

public class AbortTest extends JenkinsTest {
    private static DumbSlave agent;

    @BeforeClass
    public static void agent() throws Exception {
        TestCredentials.addDefault();
        agent = j.createOnlineSlave();
    }

    @Test
    public void stalledUploadIsStopped() throws Exception {
        Fault stall = registry.fault(Fault.stallInBody(100_000).on(Route.UPLOAD));
        abortWhenReached(stall, "writeFile file: 'a.bin', text: 'hello' * 1000000", registry.upload("file: 'a.bin'"));
        assertThat(registry.names().size(), is(0));
    }

    @Test
    public void stalledDownloadIsStoppedAndLeavesNothing() throws Exception {
        registry.get().addZeros(RegistryRule.PROJECT, "app", "1.0", "a.bin", 5_000_000);
        Fault stall = registry.fault(Fault.stallInBody(100_000).on(Route.DOWNLOAD));
        assertLeavesNothing(abortWhenReached(stall, "", registry.download("file: 'in/a.bin'")));
    }

    @Test
    public void uploadThatWaitsForItsAnswerIsStopped() throws Exception {
        Fault stall = registry.fault(Fault.stallBeforeAnswer().on(Route.UPLOAD));
        abortWhenReached(stall, "writeFile file: 'a.bin', text: 'hello'", registry.upload("file: 'a.bin'"));
    }

    @Test
    public void waitBeforeAFurtherAttemptIsStopped() throws Exception {
        registry.add("a.bin", "hello");
        Fault busy = registry.fault(Fault.status(503)
                .header("Retry-After", "600")
                .on(Route.DOWNLOAD)
                .always());
        abortWhenReached(busy, "", registry.download("file: 'a.bin', retries: 5"));
        assertThat(busy.reached(), is(1));
    }

    @Test
    public void timeoutStepStopsIt() throws Exception {
        registry.get().addZeros(RegistryRule.PROJECT, "app", "1.0", "a.bin", 5_000_000);
        registry.fault(Fault.stallInBody(100_000).on(Route.DOWNLOAD));
        WorkflowJob job = job("timeout(time: 3, unit: 'SECONDS') { " + registry.download("file: 'in/a.bin'") + " }");
        WorkflowRun build = j.buildAndAssertStatus(Result.ABORTED, job);
        j.assertLogContains("Timeout has been exceeded", build);
        j.assertLogNotContains("ERROR: ", build);
        j.assertLogNotContains("\tat ", build);
        assertLeavesNothing(job);
    }

    /** The agent tidies up when the build no longer waits for it. */
    private static void assertLeavesNothing(WorkflowJob job) throws Exception {
        Instant end = Instant.now().plusSeconds(5);
        FilePath[] files;
        do {
            files = agent.getWorkspaceFor(job).list("**");
        } while (files.length > 0 && Instant.now().isBefore(end));
        assertThat(files, arrayWithSize(0));
    }

    /** Stops a build when its transfer is at the fault, and checks that this takes no time. */
    private WorkflowJob abortWhenReached(Fault fault, String before, String step) throws Exception {
        WorkflowJob job = job(before + "\n" + step);
        WorkflowRun build = Pipelines.start(job);
        assertThat(fault.awaitReached(RegistryRule.SOON), is(true));
        long start = System.nanoTime();
        build.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        assertThat(Duration.ofNanos(System.nanoTime() - start), lessThan(Duration.ofSeconds(5)));
        j.assertLogNotContains("\tat ", build);
        j.assertLogNotContains("not reached", build);
        j.assertLogNotContains("ERROR: ", build);
        fault.release();
        // The connection's end is all that the server sees of it, soon after.
        while (registry.get().openConnections() > 0) {
            Thread.onSpinWait();
        }
        return job;
    }

    private WorkflowJob job(String steps) throws Exception {
        return Pipelines.job(j, """
                node('%s') {
                    %s
                    echo 'not reached'
                }
                """.formatted(agent.getNodeName(), steps));
    }
}
