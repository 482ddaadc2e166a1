package io.jenkins.plugins.gitlabgenericpackages.versions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.StepTest;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Test;

public class VersionsStepTest extends StepTest {
    @Test
    public void highestComesFirst() throws Exception {
        versions("1.4.9", "1.4.10", "nightly", "2.0.0");
        assertThat(found(""), is("2.0.0 1.4.10 1.4.9 nightly"));
        assertThat(found("packageVersion: '1.x'"), is("1.4.10 1.4.9"));
        assertThat(found("limit: 1"), is("2.0.0"));
        assertThat(found("order: 'CREATED', limit: '3'"), is("2.0.0 nightly 1.4.10"));
    }

    @Test
    public void noneIsAnEmptyList() throws Exception {
        versions("1.4.9");
        assertThat(found("packageVersion: '7.x'"), is(""));
        assertThat(found("packageVersion: '1.4.10'"), is(""));
        assertThat(found("packageName: 'other'"), is(""));
        assertThat(found("packageVersion: '1.4.9'"), is("1.4.9"));
        registry.get().packageStatus(RegistryRule.PROJECT, "app", "1.4.9", "processing");
        assertThat(found("packageVersion: '1.4.9'"), is(""));
    }

    @Test
    public void logSaysWhatWasFoundOrWhyNothing() throws Exception {
        versions("1.0.0", "2.0.0", "3.0.0");
        j.assertLogContains(
                "Found more than 2 versions of the package app (project 7 at " + registry.url()
                        + "); the first is 3.0.0",
                Pipelines.run(j, step("limit: 2")));
        j.assertLogContains("Found 1 version of the package app", Pipelines.run(j, step("packageVersion: '2.0.0'")));
        j.assertLogContains(
                "No version of the package app fits '7.x' (there are ",
                Pipelines.run(j, step("packageVersion: '7.x'")));
        j.assertLogContains(
                "There is no version 7.0.0 of the package app that the token may see",
                Pipelines.run(j, step("packageVersion: '7.0.0'")));
    }

    @Test
    public void sandboxMayReadEverythingOfTheResult() throws Exception {
        versions("1.0.0");
        WorkflowRun build = Pipelines.run(
                j, "def one = " + step("") + "[0]\n" + "echo \"<${one.version}|${one.createdAt}|${one.url}|${one}>\"");
        String line = build.getLog(1000).stream()
                .filter(each -> each.startsWith("<"))
                .findFirst()
                .orElseThrow();
        assertThat(
                line,
                matchesPattern("<1\\.0\\.0\\|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\|http://.*/-/packages/\\d+\\|1\\.0\\.0>"));
    }

    @Test
    public void agentAsksWhereThereIsOne() throws Exception {
        versions("1.0.0", "1.1.0");
        DumbSlave agent = j.createOnlineSlave();
        String node = "node('" + agent.getNodeName() + "') { echo \"found ${" + step("") + "*.version}\" }";
        registry.fault(Fault.status(503).on(Route.LIST_PACKAGES));
        WorkflowRun build = Pipelines.run(j, node.replace("retries: 0", "retries: 1"));
        j.assertLogContains("found [1.1.0, 1.0.0]", build);
        j.assertLogContains("503", build);
        registry.fault(Fault.status(401).on(Route.LIST_PACKAGES));
        WorkflowRun failed = Pipelines.run(j, Result.FAILURE, node);
        j.assertLogContains("Sent with credentials 'gitlab' of the step", failed);
        j.assertLogNotContains("\tat ", failed);
        j.assertLogNotContains(TestCredentials.TOKEN, failed);
    }

    @Test
    public void projectComesFromTheEnvironment() throws Exception {
        versions("1.0.0");
        Pipelines.run(j, "withEnv(['CI_PROJECT_ID=7']) { assert " + step("projectId: ''") + ".size() == 1 }");
    }

    @Test
    public void whatCannotBeAskedFailsInOneLine() throws Exception {
        refused("projectId is missing", "projectId: ''");
        refused("packageName is missing", "packageName: ''");
        refused("packageVersion '1..2' is neither a version", "packageVersion: '1..2'");
        refused("limit must be from 1 to 1000", "limit: 0");
        refused("order must be one of SEMVER, CREATED", "order: 'newest'");
        refused("There is no parameter 'version'. Known are credentialsId, ", "version: '1'");
        refused("There are no credentials with the id 'nobody' that this build may use", "credentialsId: 'nobody'");
        assertThat(registry.requests().all(), empty());
    }

    @Test
    public void whatIsNotListedIsAFailureAndNotEmpty() throws Exception {
        versions("1.0.0");
        TestCredentials.add(j.jenkins, TestCredentials.secretText("deploy", "gldt-stand-in"));
        refused(
                "GitLab lists no versions for this token (credentials 'deploy' of the step, as a deploy token):"
                        + " use an access token",
                "credentialsId: 'deploy'");
        refused("404", "projectId: 'group/none'");
    }

    private void refused(String message, String parameters) throws Exception {
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, step(parameters));
        j.assertLogContains(message, build);
        j.assertLogNotContains("\tat ", build);
    }

    private String found(String parameters) throws Exception {
        WorkflowRun build = Pipelines.run(j, "echo \"=${" + step(parameters) + "*.version.join(' ')}\"");
        return build.getLog(1000).stream()
                .filter(line -> line.startsWith("="))
                .findFirst()
                .orElseThrow()
                .substring(1);
    }

    private void versions(String... versions) {
        for (String version : versions) {
            registry.get().addFile(RegistryRule.PROJECT, "app", version, "a.txt", new byte[1]);
        }
    }

    private String step(String parameters) {
        return registry.versions(parameters);
    }
}
