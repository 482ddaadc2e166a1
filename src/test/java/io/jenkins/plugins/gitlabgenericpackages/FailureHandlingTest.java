package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;

import hudson.model.Result;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Test;

public class FailureHandlingTest extends StepTest {
    @Test
    public void everyFailedFileIsListedAfterTheOthersAreDone() throws Exception {
        registry.fault(Fault.status(403).on(Route.UPLOAD).matching("b.txt").always());
        registry.fault(Fault.status(500).on(Route.UPLOAD).matching("c.txt").always());
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, """
                node {
                    ['a', 'b', 'c', 'd'].each { writeFile file: "${it}.txt", text: it }
                    %s
                }
                """.formatted(registry.upload("includes: '*.txt'")));
        j.assertLogContains("2 of 4 files failed", build);
        j.assertLogContains("b.txt: status 403", build);
        j.assertLogContains("c.txt: status 500", build);
        j.assertLogNotContains("\tat ", build);
        assertThat(registry.names(), containsInAnyOrder("a.txt", "d.txt"));
    }

    @Test
    public void everyFailedDownloadIsListed() throws Exception {
        registry.add("a.txt", "a");
        registry.add("b.txt", "b");
        registry.add("c.txt", "c");
        registry.fault(Fault.status(404).on(Route.DOWNLOAD).matching("a.txt"));
        registry.fault(Fault.status(502).on(Route.DOWNLOAD).matching("c.txt"));
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, """
                node {
                    try {
                        %s
                    } finally {
                        echo "b is ${readFile 'b.txt'}, a: ${fileExists 'a.txt'}"
                    }
                }
                """.formatted(registry.download("")));
        j.assertLogContains("2 of 3 files failed", build);
        j.assertLogContains("b is b, a: false", build);
        j.assertLogNotContains("\tat ", build);
    }

    @Test
    public void canBeCaught() throws Exception {
        registry.fault(Fault.status(404).on(Route.DOWNLOAD));
        WorkflowRun build = Pipelines.run(j, """
                node {
                    try {
                        %s
                    } catch (e) {
                        echo "caught it: ${e.message}"
                    }
                }
                """.formatted(registry.download("file: 'a.txt'")));
        j.assertLogContains("caught it: Failed to download a.txt", build);
    }

    @Test
    public void canBeTakenForUnstable() throws Exception {
        registry.fault(Fault.status(404).on(Route.DOWNLOAD));
        WorkflowRun build = Pipelines.run(j, Result.UNSTABLE, """
                node {
                    catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE') {
                        %s
                    }
                    echo 'went on'
                }
                """.formatted(registry.download("file: 'a.txt'")));
        j.assertLogContains("ERROR: Failed to download a.txt", build);
        j.assertLogContains("went on", build);
        j.assertLogNotContains("\tat ", build);
    }

    @Test
    public void eachFurtherAttemptIsOneLine() throws Exception {
        registry.fault(
                Fault.status(503).header("Retry-After", "0").on(Route.UPLOAD).times(2));
        WorkflowRun build = Pipelines.run(j, """
                node {
                    writeFile file: 'a.txt', text: 'hello'
                    %s
                }
                """.formatted(registry.upload("file: 'a.txt', retries: 2")));
        j.assertLogContains("Could not upload a.txt: status 503", build);
        j.assertLogContains("2 retries", build);
        assertThat(registry.names(), contains("a.txt"));
    }

    @Test
    public void brokenDownloadIsResumed() throws Exception {
        registry.add("a.txt", "hello".repeat(100_000));
        registry.fault(Fault.dropInBody(300_000).on(Route.DOWNLOAD));
        registry.fault(Fault.status(429).header("Retry-After", "0").on(Route.DOWNLOAD));
        WorkflowRun build = Pipelines.run(j, """
                node {
                    def files = %s
                    echo "got ${files[0].size}"
                }
                """.formatted(registry.download("file: 'a.txt', retries: 3")));
        j.assertLogContains("got 500000", build);
    }

    @Test
    public void damagedFileIsNotKept() throws Exception {
        registry.add("a.txt", "hello");
        registry.fault(Fault.corrupt(2).on(Route.DOWNLOAD).always());
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, """
                node {
                    try {
                        %s
                    } finally {
                        echo "kept: ${fileExists 'a.txt'}"
                    }
                }
                """.formatted(registry.download("file: 'a.txt'")));
        j.assertLogContains("sha256", build);
        j.assertLogContains("kept: false", build);
        j.assertLogNotContains("\tat ", build);
    }

    @Test
    public void unreachableServerIsNamed() throws Exception {
        String url = registry.url();
        registry.get().close();
        WorkflowRun build = Pipelines.run(
                j, Result.FAILURE, "node { " + registry.download("file: 'a.txt', gitlabUrl: '" + url + "'") + " }");
        j.assertLogContains("Failed to download a.txt", build);
        j.assertLogContains(url, build);
        j.assertLogNotContains("\tat ", build);
    }
}
