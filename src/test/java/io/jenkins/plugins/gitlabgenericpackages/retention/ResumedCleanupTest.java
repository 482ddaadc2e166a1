package io.jenkins.plugins.gitlabgenericpackages.retention;

import static io.jenkins.plugins.gitlabgenericpackages.RegistryRule.PROJECT;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** Jenkins ends in the middle of a cleanup; the next one deletes what the plan says, and no more. */
public class ResumedCleanupTest {
    private static final int AT_MOST = 4;

    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final RegistryRule registry = new RegistryRule();

    @Test
    public void theNextJenkinsDeletesTheRestOfThePlan() throws Throwable {
        for (int i = 0; i < 10; i++) {
            registry.get().addFile(PROJECT, "app", "1." + i + ".0", "a", new byte[1]);
        }
        Fault stalled = registry.fault(
                Fault.stallBeforeAnswer().on(Route.DELETE_PACKAGE).after(1));
        sessions.then(j -> {
            TestCredentials.addDefault();
            WorkflowJob job = j.createProject(WorkflowJob.class, "job");
            job.setDefinition(
                    new CpsFlowDefinition(registry.cleanup("keep: 1, dryRun: false, atMost: " + AT_MOST), true));
            Pipelines.start(job);
            assertThat(stalled.awaitReached(RegistryRule.SOON), is(true));
        });
        stalled.release();
        sessions.then(j -> {
            WorkflowRun build =
                    j.jenkins.getItemByFullName("job", WorkflowJob.class).getBuildByNumber(1);
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            // How many of them the step of the old session has still deleted is left to chance: it is in this process.
            j.assertLogContains("10 versions of app: ", build);
        });
        assertThat(
                registry.get().packages(PROJECT).stream()
                        .filter(each -> each.status().equals("default"))
                        .count(),
                is(10L - AT_MOST));
    }
}
