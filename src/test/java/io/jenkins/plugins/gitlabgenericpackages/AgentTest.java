package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import hudson.FilePath;
import hudson.remoting.Channel;
import hudson.remoting.Command;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackagesAction;
import io.jenkins.plugins.gitlabgenericpackages.builds.PackageTransfer;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.InboundAgentRule;

/** Each agent is a process of its own that starts without any class of the plugin. */
public class AgentTest extends StepTest {
    @Rule
    public final InboundAgentRule inbound = new InboundAgentRule();

    @Test
    public void basics() throws Exception {
        DumbSlave agent = j.createOnlineSlave();
        WorkflowJob job = Pipelines.job(j, """
                node('%s') {
                    writeFile file: 'out/a.txt', text: 'hello'
                    %s
                    def files = %s
                    echo "got ${files*.path} with ${readFile 'in/a.txt'}"
                }
                """.formatted(
                agent.getNodeName(), registry.upload("dir: 'out', includes: '**'"), registry.download("dir: 'in'")));
        WorkflowRun build = j.buildAndAssertSuccess(job);
        j.assertLogContains("got [in/a.txt] with hello", build);
        FilePath workspace = agent.getWorkspaceFor(job);
        assertThat(workspace.child("in/a.txt").readToString(), is("hello"));
        assertThat(workspace.child("in").list().size(), is(1));
        GenericPackagesAction action = build.getAction(GenericPackagesAction.class);
        assertThat(
                action.getTransfers().stream().map(PackageTransfer::getAgent).toList(),
                contains(agent.getNodeName(), agent.getNodeName()));
    }

    @Test
    public void eachStepIsOneRemoteCall() throws Exception {
        DumbSlave agent = j.createOnlineSlave();
        WorkflowRun build = Pipelines.start(Pipelines.job(j, """
                node('%s') {
                    3.times { writeFile file: "out/${it}.txt", text: "${it}" }
                    semaphore 'calls-begin'
                    %s
                    %s
                    semaphore 'calls-end'
                }
                """.formatted(
                agent.getNodeName(), registry.upload("dir: 'out', includes: '**'"), registry.download("dir: 'in'"))));
        SemaphoreStep.waitForStart("calls-begin/1", build);
        Traffic traffic = new Traffic((Channel) agent.getChannel());
        SemaphoreStep.success("calls-begin/1", null);
        SemaphoreStep.waitForStart("calls-end/1", build);
        List<String> calls = traffic.end();
        SemaphoreStep.success("calls-end/1", null);
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        assertThat(calls.toString(), calls.size(), is(2));
    }

    @Test
    public void bytesDoNotPassThroughTheController() throws Exception {
        long size = 16 * 1024 * 1024;
        DumbSlave agent = j.createOnlineSlave();
        registry.get().addZeros(RegistryRule.PROJECT, "app", "1.0", "big.bin", size);
        Traffic traffic = new Traffic((Channel) agent.getChannel());
        Pipelines.run(j, """
                node('%s') {
                    %s
                    %s
                }
                """.formatted(
                        agent.getNodeName(),
                        registry.download("file: 'big.bin'"),
                        registry.upload("file: 'big.bin', packageVersion: '2.0'")));
        traffic.end();
        assertThat(
                registry.get().files(RegistryRule.PROJECT, "app", "2.0").get(0).size(), is(size));
        assertThat(traffic.bytes.get(), lessThan(size / 4));
    }

    @Test
    public void removedAgentIsOneForTheRetryStep() throws Exception {
        for (String name : List.of("one", "other")) {
            inbound.createAgent(
                    j,
                    InboundAgentRule.Options.newBuilder()
                            .name(name)
                            .label("either")
                            .build());
        }
        Fault stall = registry.fault(Fault.stallInBody(10).on(Route.UPLOAD));
        WorkflowRun build = Pipelines.start(Pipelines.job(j, """
                retry(count: 2, conditions: [agent()]) {
                    node('either') {
                        writeFile file: 'a.txt', text: 'hello' * 100
                        %s
                    }
                }
                """.formatted(registry.upload("file: 'a.txt'"))));
        assertThat(stall.awaitReached(RegistryRule.SOON), is(true));
        boolean isFirst = j.jenkins.getComputer("other").isIdle();
        String lost = isFirst ? "one" : "other";
        inbound.stop(lost);
        j.waitForMessage("The agent " + lost + " is gone. The step goes on when it is back", build);
        j.jenkins.removeNode(j.jenkins.getNode(lost));
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        // Pipeline waits for an agent that is removed, too, in tests for 15 seconds.
        j.assertLogContains("Agent " + lost + " was deleted; cancelling node body", build);
        j.assertLogNotContains("\tat ", build);
        assertThat(registry.names(), contains("a.txt"));
    }

    @Test
    public void anotherAgentOfTheSameNameGoesOn() throws Exception {
        long patience = ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS;
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = RegistryRule.SOON.toMillis();
        try {
            InboundAgentRule.Options again =
                    InboundAgentRule.Options.newBuilder().name("again").build();
            inbound.createAgent(j, again);
            Fault stall = registry.fault(Fault.stallInBody(10).on(Route.UPLOAD));
            WorkflowRun build = Pipelines.start(Pipelines.job(j, """
                    node('again') {
                        writeFile file: 'a.txt', text: 'hello' * 100
                        %s
                    }
                    """.formatted(registry.upload("file: 'a.txt'"))));
            assertThat(stall.awaitReached(RegistryRule.SOON), is(true));
            inbound.stop("again");
            j.waitForMessage("The agent again is gone. The step goes on when it is back", build);
            j.jenkins.removeNode(j.jenkins.getNode("again"));
            inbound.createAgent(j, again);
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            assertThat(registry.names(), contains("a.txt"));
        } finally {
            ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = patience;
        }
    }

    @Test
    public void stepWithoutFilesWaitsForItsAgentToo() throws Exception {
        long patience = ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS;
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = RegistryRule.SOON.toMillis();
        try {
            InboundAgentRule.Options options =
                    InboundAgentRule.Options.newBuilder().name("looks").build();
            inbound.createAgent(j, options);
            registry.add("a.txt", "hello");
            Fault stall = registry.fault(Fault.stallBeforeAnswer().on(Route.LIST_PACKAGES));
            WorkflowRun build = Pipelines.start(
                    Pipelines.job(j, "node('looks') { echo \"found ${" + registry.versions("") + "}\" }"));
            assertThat(stall.awaitReached(RegistryRule.SOON), is(true));
            inbound.stop("looks");
            j.waitForMessage("The agent looks is gone. The step goes on when it is back", build);
            inbound.start(j, options);
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            j.assertLogContains("found [1.0]", build);
        } finally {
            ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = patience;
        }
    }

    /** Counts what a channel carries. */
    private static final class Traffic extends Channel.Listener {
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final AtomicLong bytes = new AtomicLong();
        private final Channel channel;

        Traffic(Channel channel) {
            this.channel = channel;
            channel.addListener(this);
        }

        @Override
        public void onWrite(Channel on, Command command, long blockSize) {
            bytes.addAndGet(blockSize);
            // In the thread of whoever calls: Jenkins itself may look at the agent at any time.
            boolean byStep = Thread.currentThread().getName().contains("StepExecution");
            if (byStep && command.toString().startsWith("UserRequest")) {
                calls.add(command.toString());
            }
        }

        @Override
        public void onRead(Channel on, Command command, long blockSize) {
            bytes.addAndGet(blockSize);
        }

        List<String> end() {
            channel.removeListener(this);
            return List.copyOf(calls);
        }
    }
}
