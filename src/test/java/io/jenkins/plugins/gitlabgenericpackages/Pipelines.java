package io.jenkins.plugins.gitlabgenericpackages;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Runs Pipelines in the sandbox. */
public final class Pipelines {
    private Pipelines() {}

    public static WorkflowRun run(JenkinsRule j, String script) throws Exception {
        return run(j, Result.SUCCESS, script);
    }

    public static WorkflowRun run(JenkinsRule j, Result expected, String script) throws Exception {
        return j.buildAndAssertStatus(expected, job(j, script));
    }

    public static WorkflowJob job(JenkinsRule j, String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** Starts a build, and returns when it runs. */
    public static WorkflowRun start(WorkflowJob job) throws Exception {
        return job.scheduleBuild2(0).waitForStart();
    }
}
