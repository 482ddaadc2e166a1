package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;

import hudson.model.Node;
import hudson.model.RestartListener;
import hudson.model.Result;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackageFile;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackagesAction;
import io.jenkins.plugins.gitlabgenericpackages.builds.PackageTransfer;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.InboundAgentRule;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Transfers of Pipelines that are stopped while they wait for their agent, that wait in vain, or while Jenkins is quiet. */
public class StoppedStepTest {
    @Rule
    public final RealJenkinsRule jenkins = new RealJenkinsRule().withTimeout(600);

    @Rule
    public final InboundAgentRule inbound = new InboundAgentRule();

    @Rule
    public final RegistryRule registry = new RegistryRule();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private HeldBuilds builds;

    @Before
    public void builds() {
        builds = new HeldBuilds(jenkins, inbound, registry, folder.getRoot().toPath());
    }

    @Test
    public void whatWaitsForItsAgentCanBeStopped() throws Throwable {
        start(300_000);
        addUpload("aborted-up", "%s", "");
        addDownload("aborted-down", "%s");
        builds.start();
        builds.awaitGates();
        // Its time runs when the agent has loaded what a transfer needs.
        addUpload("timed-out", "timeout(time: 20, unit: 'SECONDS') { %s }", "");
        builds.start();
        builds.awaitGates();
        builds.awaitFirstFiles();
        builds.killAgent();
        builds.awaitEndOfAttempts();
        builds.awaitLog("The agent agent is gone");
        jenkins.runRemotely(j -> {
            for (String name : List.of("aborted-up", "aborted-down")) {
                WorkflowRun build = HeldBuilds.build(j, name);
                build.getExecutor().interrupt();
                ended(j, build, Result.ABORTED);
            }
            ended(j, HeldBuilds.build(j, "timed-out"), Result.ABORTED);
            j.assertLogContains("Timeout has been exceeded", HeldBuilds.build(j, "timed-out"));
        });
    }

    @Test
    public void whatWaitsForItsAgentAfterARestartCanBeStoppedOrGoesOnWhereItBegan() throws Throwable {
        start(300_000);
        String url = registry.url();
        jenkins.runRemotely(j -> {
            GitLabServers.get().setServers(List.of(new GitLabServer(url)));
        });
        addUpload("aborted", "%s", "");
        addUpload("goes-on", "%s", ", gitlabUrl: ''");
        builds.start();
        builds.awaitGates();
        builds.awaitFirstFiles();
        builds.killAgent();
        jenkins.stopJenkins();
        builds.awaitEndOfAttempts();
        changeDefault(url);
        jenkins.startJenkins();
        jenkins.runRemotely(j -> {
            WorkflowRun aborted = HeldBuilds.build(j, "aborted");
            j.waitForMessage("Waiting for reconnection of agent", aborted);
            while (aborted.getExecutor() == null) {
                // It says so before Jenkins, which is not ready yet, has given it one.
                Thread.onSpinWait();
            }
            aborted.getExecutor().interrupt();
        });
        // Pipeline itself hears of it only when its node step has resumed, be it with the agent or in vain.
        builds.returnAgent();
        jenkins.runRemotely(j -> {
            ended(j, HeldBuilds.build(j, "aborted"), Result.ABORTED);
            j.assertBuildStatusSuccess(j.waitForCompletion(HeldBuilds.build(j, "goes-on")));
        });
        assertThat(builds.stored("goes-on"), is(List.of("a", "b", "c")));
        assertThat(builds.stored("aborted"), is(List.of("a")));
    }

    @Test
    public void aSafeRestartIsNotHeldUpAndNothingIsLostWhileJenkinsIsQuiet() throws Throwable {
        start(300_000);
        addUpload("quiet", "%s", "");
        builds.start();
        builds.awaitGates();
        jenkins.runRemotely(j -> {
            j.jenkins.doQuietDown(false, 0, "soon", true);
            while (!RestartListener.isAllReady()) {
                Thread.onSpinWait();
            }
        });
        builds.release();
        while (!builds.stored("quiet").equals(List.of("a", "b", "c"))) {
            Thread.onSpinWait();
        }
        jenkins.runRemotely(j -> {
            WorkflowRun build = HeldBuilds.build(j, "quiet");
            assertThat(build.isBuilding(), is(true));
            Jenkins.get().doCancelQuietDown();
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
        });
    }

    @Test
    public void anAgentThatDoesNotComeBackInTimeEndsTheStep() throws Throwable {
        start(3_000);
        addUpload("late-up", "%s", "");
        addDownload("late-down", "%s");
        builds.start();
        builds.awaitGates();
        builds.awaitFirstFiles();
        builds.killAgent();
        builds.awaitEndOfAttempts();
        jenkins.runRemotely(j -> {
            for (String name : List.of("late-up", "late-down")) {
                WorkflowRun build = HeldBuilds.build(j, name);
                ended(j, build, Result.FAILURE);
                j.assertLogContains("The agent agent did not come back within 3 sec", build);
            }
        });
    }

    @Test
    public void aRemovedAgentOfWhichNoOtherComesEndsTheStep() throws Throwable {
        // Pipeline ends the same build after the same time, and the one that comes first has its word.
        jenkins.javaOptions(
                HeldBuilds.patience(15_000),
                "-Dorg.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution.REMOVED_NODE_DETECTION=false");
        builds.startJenkinsAndAgent();
        addDownload("removed", "%s");
        builds.start();
        builds.awaitGates();
        builds.awaitFirstFiles();
        builds.killAgent();
        builds.awaitEndOfAttempts();
        jenkins.runRemotely(j -> {
            Node agent = j.jenkins.getNode(HeldBuilds.AGENT);
            j.jenkins.removeNode(agent);
            WorkflowRun build = HeldBuilds.build(j, "removed");
            ended(j, build, Result.FAILURE);
            j.assertLogContains(
                    "The agent agent was removed, and none of its name came within 15 sec: the step ends here", build);
        });
    }

    private void start(int patience) throws Throwable {
        jenkins.javaOptions(HeldBuilds.patience(patience));
        builds.startJenkinsAndAgent();
    }

    /** Checks that the build remembers what had arrived, and keeps nothing else. */
    private static void ended(JenkinsRule j, WorkflowRun build, Result result) throws Exception {
        j.assertBuildStatus(result, j.waitForCompletion(build));
        assertThat(JenkinsRule.getLog(build), not(containsString("\tat ")));
        while (build.getAction(GenericPackagesAction.class) == null) {
            // Of a stopped step it comes after the step has ended.
            Thread.onSpinWait();
        }
        PackageTransfer transfer =
                build.getAction(GenericPackagesAction.class).getTransfers().get(0);
        assertThat(transfer.isFailed(), is(true));
        assertThat(
                transfer.getFiles().stream()
                        .map(GenericPackageFile::getFileName)
                        .toList(),
                is(List.of("a")));
        File[] kept = new File(build.getRootDir(), "gitlab-generic-packages").listFiles();
        while (kept.length > 1) {
            kept = new File(build.getRootDir(), "gitlab-generic-packages").listFiles();
        }
        assertThat(kept[0].getName(), is("1.jsonl"));
    }

    /** Lets the default be a GitLab that is not there. */
    private void changeDefault(String url) throws Exception {
        Path file = jenkins.getHome().toPath().resolve(GitLabServers.class.getName() + ".xml");
        String changed = Files.readString(file).replace(url, "http://127.0.0.1:1");
        assertThat(changed, containsString("127.0.0.1:1<"));
        Files.writeString(file, changed);
    }

    private void addUpload(String name, String script, String more) throws Exception {
        builds.gate(Fault.stallInBody(1_000_000), Route.UPLOAD, name, "b");
        add(name, script, registry.upload("packageName: '%s', includes: '*', parallel: 1%s".formatted(name, more)));
        builds.fill(name);
    }

    private void addDownload(String name, String script) throws Exception {
        for (String file : List.of("a", "b", "c")) {
            registry.get().addFile(RegistryRule.PROJECT, name, "1.0", file, new byte[HeldBuilds.BIG]);
        }
        builds.gate(Fault.stallInBody(1_000_000), Route.DOWNLOAD, name, "b");
        add(name, script, registry.download("packageName: '%s', dir: 'in', parallel: 1".formatted(name)));
    }

    private void add(String name, String script, String step) {
        builds.add(name, "node('agent') { %s }".formatted(script.formatted(step)));
    }
}
