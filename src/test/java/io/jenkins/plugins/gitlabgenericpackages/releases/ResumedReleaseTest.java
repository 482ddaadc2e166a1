package io.jenkins.plugins.gitlabgenericpackages.releases;

import static io.jenkins.plugins.gitlabgenericpackages.RegistryRule.PROJECT;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
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
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** Jenkins ends in the middle of a release; the next one ends it. */
public class ResumedReleaseTest {
    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final RegistryRule registry = new RegistryRule();

    @Test
    public void theNextJenkinsGoesOn() throws Throwable {
        registry.get().releases().tag(PROJECT, "v1.0");
        for (String name : new String[] {"a", "b", "c"}) {
            registry.get().addFile(PROJECT, "app", "1.0", name, new byte[1]);
            registry.get().addFile(PROJECT, "app", "2.0", name, new byte[1]);
        }
        Fault stalled =
                registry.fault(Fault.stallBeforeAnswer().on(Route.UPDATE_LINK).after(1));
        sessions.then(j -> {
            TestCredentials.addDefault();
            WorkflowJob job = j.createProject(WorkflowJob.class, "job");
            job.setDefinition(new CpsFlowDefinition(release("1.0") + "\n" + release("2.0"), true));
            Pipelines.start(job);
            assertThat(stalled.awaitReached(RegistryRule.SOON), is(true));
        });
        stalled.release();
        sessions.then(j -> {
            WorkflowRun build =
                    j.jenkins.getItemByFullName("job", WorkflowJob.class).getBuildByNumber(1);
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            // In this process the step of the ended Jenkins may still do the rest before the next one looks.
            assertThat(
                    JenkinsRule.getLog(build),
                    anyOf(
                            containsString("The release v1.0 is up to date"),
                            containsString("The release v1.0 is changed")));
        });
        assertThat(
                registry.get().releases().release(PROJECT, "v1.0").links().stream()
                        .filter(link -> link.url().contains("/app/2.0/"))
                        .count(),
                is(3L));
    }

    private String release(String version) {
        return "gitlabGenericRelease tagName: 'v1.0', gitlabUrl: '" + registry.url()
                + "', projectId: '7', credentialsId: 'gitlab', packageName: 'app', packageVersion: '" + version + "'";
    }
}
