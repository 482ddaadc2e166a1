package io.jenkins.plugins.gitlabgenericpackages.versions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** A restart of Jenkins takes neither the question nor the answer. */
public class ResumedLookTest {
    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final RegistryRule registry = new RegistryRule();

    @Test
    public void lookIsTakenAgain() throws Throwable {
        registry.get().addFile(RegistryRule.PROJECT, "app", "1.0.0", "a.txt", new byte[1]);
        Fault stalled = registry.fault(Fault.stallBeforeAnswer().on(Route.LIST_PACKAGES));
        sessions.then(j -> {
            TestCredentials.addDefault();
            WorkflowJob job = j.createProject(WorkflowJob.class, "job");
            job.setDefinition(new CpsFlowDefinition("""
                    def found = %s
                    semaphore 'looked'
                    echo "found ${found*.version}"
                    """.formatted(registry.versions("")), true));
            Pipelines.start(job);
            assertThat(stalled.awaitReached(RegistryRule.SOON), is(true));
        });
        stalled.release();
        sessions.then(j ->
                SemaphoreStep.waitForStart("looked/1", build(j.jenkins.getItemByFullName("job", WorkflowJob.class))));
        sessions.then(j -> {
            SemaphoreStep.success("looked/1", null);
            WorkflowRun build = build(j.jenkins.getItemByFullName("job", WorkflowJob.class));
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            j.assertLogContains("found [1.0.0]", build);
        });
    }

    @Test
    public void laterDefaultsAreNotAsked() throws Throwable {
        registry.get().addFile(RegistryRule.PROJECT, "app", "1.0.0", "a.txt", new byte[1]);
        Fault stalled = registry.fault(Fault.stallBeforeAnswer().on(Route.LIST_PACKAGES));
        sessions.then(j -> {
            TestCredentials.addDefault();
            configure(j, registry.url(), "7");
            WorkflowJob job = j.createProject(WorkflowJob.class, "job");
            job.setDefinition(new CpsFlowDefinition(
                    "echo \"found ${gitlabGenericVersions packageName: 'app', credentialsId: 'gitlab'}\"", true));
            Pipelines.start(job);
            assertThat(stalled.awaitReached(RegistryRule.SOON), is(true));
            configure(j, "https://gitlab.invalid", "8");
        });
        stalled.release();
        sessions.then(j -> {
            WorkflowRun build = build(j.jenkins.getItemByFullName("job", WorkflowJob.class));
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            j.assertLogContains("found [1.0.0]", build);
        });
    }

    private static void configure(JenkinsRule j, String gitlabUrl, String projectId) throws IOException {
        GitLabServers.get().setServers(List.of(new GitLabServer(gitlabUrl)));
        j.jenkins
                .getGlobalNodeProperties()
                .replaceBy(List.of(new EnvironmentVariablesNodeProperty(
                        new EnvironmentVariablesNodeProperty.Entry("CI_PROJECT_ID", projectId))));
    }

    private static WorkflowRun build(WorkflowJob job) {
        return job.getBuildByNumber(1);
    }
}
