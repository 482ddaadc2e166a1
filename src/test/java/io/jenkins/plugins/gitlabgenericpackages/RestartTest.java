package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackagesAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

public class RestartTest {
    @ClassRule
    public static final BuildWatcher watcher = new BuildWatcher();

    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final RegistryRule registry = new RegistryRule();

    @Test
    public void resultIsKeptInAVariable() throws Throwable {
        sessions.then(j -> {
            WorkflowRun build = start(j, """
                    node {
                        writeFile file: 'a.txt', text: 'hello'
                        def files = %s
                        semaphore 'restart-variable'
                        echo "kept ${files[0].fileName} of ${files[0].packageVersion}, ${files[0].size} bytes"
                    }
                    """.formatted(registry.upload("file: 'a.txt'")));
            SemaphoreStep.waitForStart("restart-variable/1", build);
        });
        sessions.then(j -> {
            SemaphoreStep.success("restart-variable/1", null);
            WorkflowRun build = build(j);
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            j.assertLogContains("kept a.txt of 1.0, 5 bytes", build);
            assertThat(
                    build.getAction(GenericPackagesAction.class)
                            .getTransfers()
                            .get(0)
                            .getFiles()
                            .get(0)
                            .getFileName(),
                    is("a.txt"));
            String page = j.createWebClient()
                    .getPage(build, "gitlab-generic-packages/")
                    .getWebResponse()
                    .getContentAsString();
            assertThat(page, containsString("a.txt"));
        });
    }

    private static WorkflowRun start(JenkinsRule j, String script) throws Exception {
        TestCredentials.addDefault();
        WorkflowJob job = j.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return Pipelines.start(job);
    }

    private static WorkflowRun build(JenkinsRule j) {
        return j.jenkins.getItemByFullName("job", WorkflowJob.class).getBuildByNumber(1);
    }
}
