package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import hudson.Util;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.remoting.Channel;
import hudson.remoting.Command;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gitlabgenericpackages.agents.FinishedListener;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackageFile;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackagesAction;
import io.jenkins.plugins.gitlabgenericpackages.builds.PackageTransfer;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.InboundAgentRule;

/** What arrived stays known, whatever became of the rest. */
public class PartialTransferTest extends JenkinsTest {
    private static DumbSlave agent;

    @Rule
    public final InboundAgentRule inbound = new InboundAgentRule();

    @BeforeClass
    public static void agent() throws Exception {
        TestCredentials.addDefault();
        agent = j.createOnlineSlave();
    }

    @Test
    public void failedUploadKeepsTheOthers() throws Exception {
        registry.fault(Fault.status(403).on(Route.UPLOAD).matching("b.txt").always());
        for (String node : List.of(agent.getNodeName(), "built-in")) {
            WorkflowRun build = Pipelines.run(j, Result.FAILURE, """
                    node('%s') {
                        ['a', 'b', 'c'].each { writeFile file: "${it}.txt", text: "uploaded by ${it} on %s" }
                        %s
                    }
                    """.formatted(
                            node, node, registry.upload("includes: '*.txt', ifExists: 'ADD', fingerprint: true")));
            j.assertLogContains("ERROR: 1 of 3 files failed", build);
            j.assertLogNotContains("\tat ", build);
            assertThat(names(failed(build)), contains("a.txt", "c.txt"));
            assertThat(j.jenkins._getFingerprint(Util.getDigestOf("uploaded by c on " + node)), notNullValue());
        }
    }

    @Test
    public void failedDownloadKeepsTheOthers() throws Exception {
        registry.add("a.txt", "downloaded a");
        registry.add("b.txt", "downloaded b");
        registry.fault(Fault.status(404).on(Route.DOWNLOAD).matching("a.txt"));
        WorkflowRun build = Pipelines.run(
                j,
                Result.FAILURE,
                "node('%s') { %s }".formatted(agent.getNodeName(), registry.download("fingerprint: true")));
        assertThat(names(failed(build)), contains("b.txt"));
        assertThat(j.jenkins._getFingerprint(Util.getDigestOf("downloaded b")), notNullValue());
        String summary = j.createWebClient().getPage(build).asNormalizedText();
        assertThat(summary, containsString("the transfer failed or was stopped"));
        String page =
                j.createWebClient().getPage(build, "gitlab-generic-packages/").asNormalizedText();
        assertThat(page, containsString("Failed or stopped. These files had arrived."));
        assertThat(
                j.getJSON(build.getUrl() + "gitlab-generic-packages/api/json").getContentAsString(),
                containsString("\"failed\":true"));
    }

    @Test
    public void whereNothingArrivedTheFailureIsShown() throws Exception {
        registry.fault(Fault.status(404).on(Route.DOWNLOAD));
        WorkflowRun build = Pipelines.run(
                j,
                Result.FAILURE,
                "node('%s') { %s }".formatted(agent.getNodeName(), registry.download("file: 'a.txt'")));
        List<PackageTransfer> transfers =
                build.getAction(GenericPackagesAction.class).getTransfers();
        assertThat(transfers.size(), is(1));
        assertThat(transfers.get(0).isFailed(), is(true));
        assertThat(transfers.get(0).getFileCount(), is(0));
    }

    @Test
    public void abortedUploadKeepsWhatArrived() throws Exception {
        for (String node : List.of(agent.getNodeName(), "built-in")) {
            Fault stall = registry.fault(Fault.stallInBody(2).on(Route.UPLOAD).matching("b.txt"));
            WorkflowRun build = Pipelines.start(Pipelines.job(
                    j, """
                    node('%s') {
                        ['a', 'b'].each { writeFile file: "${it}.txt", text: "aborted at ${it} on %s" }
                        %s
                    }
                    """.formatted(node, node, registry.upload("includes: '*.txt', parallel: 1, ifExists: 'ADD'"))));
            assertThat(stall.awaitReached(RegistryRule.SOON), is(true));
            build.getExecutor().interrupt();
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
            assertThat(names(failed(build)), contains("a.txt"));
        }
    }

    @Test
    public void abortedBuildStepKeepsWhatArrived() throws Exception {
        registry.add("a.txt", "a");
        registry.add("b.txt", "hello");
        Fault stall = registry.fault(Fault.stallInBody(2).on(Route.DOWNLOAD).matching("b.txt"));
        GitLabGenericDownloadStep step = registry.connect(new GitLabGenericDownloadStep("app", "1.0"));
        step.setParallel(1);
        FreeStyleProject job = j.createFreeStyleProject();
        job.setAssignedNode(agent);
        job.getBuildersList().add(new GitLabGenericDownloadBuilder(step));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        assertThat(stall.awaitReached(RegistryRule.SOON), is(true));
        build.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        assertThat(names(failed(build)), contains("a.txt"));
    }

    @Test
    public void removedAgentLeavesWhatItHadTold() throws Exception {
        inbound.createAgent(
                j, InboundAgentRule.Options.newBuilder().name("lost").build());
        Fault stall = registry.fault(Fault.stallInBody(2).on(Route.UPLOAD).matching("c.txt"));
        Channel channel = (Channel) j.jenkins.getComputer("lost").getChannel();
        Told told = new Told(channel);
        WorkflowRun build =
                Pipelines.start(Pipelines.job(j, """
                node('lost') {
                    ['a', 'b', 'c'].each { writeFile file: "${it}.txt", text: it * 10 }
                    %s
                }
                """.formatted(registry.upload("includes: '*.txt', parallel: 2"))));
        assertThat(stall.awaitReached(RegistryRule.SOON), is(true));
        assertThat(told.first.await(60, TimeUnit.SECONDS), is(true));
        inbound.stop("lost");
        j.waitForMessage("The agent lost is gone", build);
        j.jenkins.removeNode(j.jenkins.getNode("lost"));
        // As Pipeline ends any step whose agent is removed.
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        assertThat(names(failed(build)), containsInAnyOrder("a.txt", "b.txt"));
    }

    /** Notices the first report of an agent. */
    private static final class Told extends Channel.Listener {
        private final CountDownLatch first = new CountDownLatch(1);

        Told(Channel channel) {
            channel.addListener(this);
        }

        @Override
        public void onRead(Channel channel, Command command, long blockSize) {
            if (command.toString().contains(FinishedListener.class.getSimpleName() + ".finished[")) {
                first.countDown();
            }
        }
    }

    /** Returns the one transfer of a build; of a stopped step it comes after the step has ended. */
    private static PackageTransfer failed(Run<?, ?> build) {
        Instant end = Instant.now().plusSeconds(20);
        while (build.getAction(GenericPackagesAction.class) == null
                && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        List<PackageTransfer> transfers =
                build.getAction(GenericPackagesAction.class).getTransfers();
        assertThat(transfers.size(), is(1));
        assertThat(transfers.get(0).isFailed(), is(true));
        return transfers.get(0);
    }

    private static List<String> names(PackageTransfer transfer) throws Exception {
        return transfer.getFiles().stream().map(GenericPackageFile::getFileName).toList();
    }
}
