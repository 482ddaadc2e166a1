package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.matrix.AxisList;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.matrix.TextAxis;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.model.TaskListener;
import hudson.model.queue.QueueTaskFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.pipeline.modeldefinition.actions.RestartDeclarativePipelineAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Test;

/** A build that repeats another one is for the version that the other one was for. */
public class RepeatedBuildsTest extends PollingTestCase {
    private static final String SCRIPT = "echo \"is ${env.GITLAB_PACKAGE_NAME} ${env.GITLAB_PACKAGE_VERSION} of"
            + " ${env.GITLAB_PACKAGE_CREATED_AT ? 'a moment' : 'no moment'}\"";

    private WorkflowRun triggered(String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        j.buildAndAssertSuccess(job);
        if (GitLabGenericPackageTrigger.of(job).isEmpty()) {
            job.addTrigger(quickTrigger());
        }
        poll(job);
        add("1.0");
        poll(job);
        WorkflowRun build = job.getLastBuild();
        j.assertLogContains("is app 1.0 of a moment", build);
        add("1.1");
        poll(job);
        return build;
    }

    private void assertReplayed(WorkflowRun build, boolean rebuilt) throws Exception {
        ReplayAction action = build.getAction(ReplayAction.class);
        QueueTaskFuture<?> queued = action.run(action.getOriginalScript(), Map.of(), rebuilt);
        WorkflowRun replay = (WorkflowRun) j.assertBuildStatusSuccess((hudson.model.queue.QueueTaskFuture) queued);
        assertThat(replay.getNumber(), not(build.getNumber()));
        j.assertLogContains("is app 1.0 of a moment", replay);
    }

    @Test
    public void aReplay() throws Exception {
        WorkflowRun build = triggered(SCRIPT);
        assertReplayed(build, false);
        assertReplayed(build, true);
        // Of a replay too, and after they were read from disk again.
        build.getParent().doReload();
        assertReplayed(build.getParent().getBuildByNumber(build.getNumber()), false);
        assertReplayed(build.getParent().getLastBuild(), true);
        assertThat(built(build.getParent()), is(List.of("?", "1.0", "1.1", "?", "?", "?", "?")));
    }

    @Test
    public void aRestartFromAStage() throws Exception {
        WorkflowRun build = triggered(
                "pipeline { agent none\n stages { stage('One') { steps { echo 'one' } }\n stage('Two') { steps { "
                        + SCRIPT + " } } } }");
        RestartDeclarativePipelineAction action = build.getAction(RestartDeclarativePipelineAction.class);
        action.run("Two").getFuture().get();
        WorkflowRun restarted = build.getParent().getLastBuild();
        assertThat(restarted.getNumber(), is(build.getNumber() + 2));
        j.assertLogContains("is app 1.0 of a moment", restarted);
    }

    @Test
    public void theCellsOfAMultiConfigurationProject() throws Exception {
        MatrixProject project = j.createProject(MatrixProject.class);
        project.setAxes(new AxisList(new TextAxis("A", "x", "y")));
        GitLabGenericPackageTrigger trigger = quickTrigger();
        project.addTrigger(trigger);
        trigger.start(project, true);
        poll(project);
        add("1.0");
        poll(project);
        assertThat(project.getLastBuild().getExactRuns().size(), is(2));
        for (MatrixRun cell : project.getLastBuild().getExactRuns()) {
            assertVersion("1.0", cell);
        }
    }

    @Test
    public void aRebuild() throws Exception {
        FreeStyleProject job = job(quickTrigger());
        poll(job);
        add("1.0");
        poll(job);
        Run<?, ?> build = job.getLastBuild();
        assertVersion("1.0", rebuilt(build, "GITLAB_PACKAGE_VERSION", "1.0"));
        // Jenkins hides the value of a parameter that the job does not define.
        assertVersion(null, rebuilt(build, "GITLAB_PACKAGE_VERSION", "2.0"));
        assertVersion(null, rebuilt(build, "OTHER", "1.0"));
    }

    @Test
    public void aRebuildOfAJobWithTheParameter() throws Exception {
        GitLabGenericPackageTrigger trigger = quickTrigger();
        trigger.setParameter("VERSION");
        FreeStyleProject job = job(trigger);
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("VERSION", "")));
        poll(job);
        add("1.0");
        poll(job);
        Run<?, ?> build = job.getLastBuild();
        Run<?, ?> same = rebuilt(build, "VERSION", "1.0");
        assertVersion("1.0", same);
        assertVersion("1.0", rebuilt(same, "VERSION", "1.0"));
        Run<?, ?> edited = rebuilt(build, "VERSION", "2.0");
        assertVersion(null, edited);
        assertThat(edited.getEnvironment(TaskListener.NULL).get("VERSION"), is("2.0"));
    }

    /** Returns a build with what the Rebuild plugin takes over: the causes, and each parameter's name and text. */
    private static Run<?, ?> rebuilt(Run<?, ?> build, String name, String value) throws Exception {
        List<Cause> causes = new ArrayList<>(build.getCauses());
        causes.add(new Cause.UserIdCause());
        return (Run<?, ?>) j.jenkins
                .getQueue()
                .schedule2(
                        (Queue.Task) build.getParent(),
                        0,
                        new CauseAction(causes),
                        new ParametersAction(new StringParameterValue(name, value)))
                .getItem()
                .getFuture()
                .get();
    }

    private static void assertVersion(String version, Run<?, ?> build) throws Exception {
        Map<String, String> environment = build.getEnvironment(TaskListener.NULL);
        assertThat(environment.get("GITLAB_PACKAGE_NAME"), is(version == null ? null : "app"));
        assertThat(environment.get("GITLAB_PACKAGE_VERSION"), is(version));
    }
}
