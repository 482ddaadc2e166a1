package io.jenkins.plugins.gitlabgenericpackages.tools;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assume.assumeFalse;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.fingerprints.NodeCredentialsFingerprintFacet;
import hudson.FilePath;
import hudson.Functions;
import hudson.Util;
import hudson.model.Fingerprint;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.JDK;
import hudson.model.Result;
import hudson.remoting.Channel;
import hudson.remoting.Command;
import hudson.slaves.DumbSlave;
import hudson.slaves.JNLPLauncher;
import hudson.tasks.Maven;
import hudson.tasks.Shell;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.StepTest;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import jenkins.model.FingerprintFacet;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.TestName;
import org.jvnet.hudson.test.InboundAgentRule;
import org.jvnet.hudson.test.JenkinsRule;

/** Tools in builds, on agents that are processes of their own. */
public class InstalledToolTest extends StepTest {
    @Rule
    public final InboundAgentRule inbound = new InboundAgentRule();

    @ClassRule
    public static final TemporaryFolder folders = new TemporaryFolder();

    /** Of the tool, so that no test finds what another one has installed. */
    @Rule
    public final TestName name = new TestName();

    private static DumbSlave agent;

    private String tool;

    private volatile Instant now = Instant.now();

    @BeforeClass
    public static void startAgent() throws Exception {
        agent = new DumbSlave("agent", folders.newFolder("a b").getPath(), j.createComputerLauncher(null));
        agent.setNumExecutors(2);
        j.jenkins.addNode(agent);
        j.waitOnline(agent);
    }

    @Before
    public void forget() {
        assumeFalse("The tools here are scripts", Functions.isWindows());
        ResolvedVersions.get().setClock(() -> now);
        tool = name.getMethodName();
    }

    @Test
    public void mavenBuildUsesMavenAndJdk() throws Exception {
        registry.get()
                .addFile(
                        7,
                        "jdk",
                        "21.0.4",
                        "jdk.tar.gz",
                        new ToolArchive()
                                .script("jdk-21.0.4/lib/launcher", "echo this is java in $JAVA_HOME")
                                .link("jdk-21.0.4/bin/java", "../lib/launcher")
                                .bytes());
        registry.get()
                .addFile(
                        7,
                        "maven",
                        "3.9.11",
                        "maven.tar.gz",
                        new ToolArchive()
                                .script(
                                        "apache-maven-3.9.11/bin/mvn",
                                        "echo maven runs \"$@\"; exec \"$JAVA_HOME/bin/java\"")
                                .bytes());
        JDK jdk = Tools.jdk(j, "21", Tools.installer(registry, "jdk", "21.x"));
        Tools.maven(j, "3", Tools.installer(registry, "maven", "latest"));
        FreeStyleProject job = j.createFreeStyleProject();
        job.setAssignedNode(agent);
        job.setJDK(jdk);
        job.getBuildersList().add(new Maven("verify", "3"));
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        j.assertLogContains("maven runs verify", build);
        j.assertLogContains(
                "this is java in "
                        + agent.getRootPath()
                                .child("tools/hudson.model.JDK/21/21.0.4-")
                                .getRemote(),
                build);
        j.assertLogContains("'21.x' is the version 21.0.4", build);
        j.assertLogContains("Installed the tool 21 (jdk 21.0.4, jdk.tar.gz with sha256 ", build);
        FreeStyleBuild second = j.buildAndAssertSuccess(job);
        j.assertLogContains("The tool 21 is there (jdk 21.0.4, jdk.tar.gz with sha256 ", second);
        j.assertLogContains("maven runs verify", second);
    }

    @Test
    public void declarativePipelineUsesIt() throws Exception {
        registry.get()
                .addFile(
                        7,
                        "maven",
                        "3.9.11",
                        "maven.tar.gz",
                        new ToolArchive()
                                .script("apache-maven-3.9.11/bin/mvn", "echo maven runs \"$@\"")
                                .bytes());
        Tools.maven(j, "3", Tools.installer(registry, "maven", "3.9.11"));
        j.assertLogContains("maven runs verify", Pipelines.run(j, """
                pipeline {
                    agent { label '%s' }
                    tools { maven '3' }
                    stages { stage('build') { steps { sh 'mvn verify' } } }
                }
                """.formatted(agent.getNodeName())));
    }

    @Test
    public void secondUseIsOneCallAndNoRequest() throws Exception {
        greeter("1.0.0", "hello");
        Tools.jdk(j, tool, Tools.installer(registry, "greeter", "1.0.0"));
        Pipelines.run(j, greet(agent));
        registry.requests().clear();
        List<String> calls = new CopyOnWriteArrayList<>();
        Channel.Listener traffic = new Channel.Listener() {
            @Override
            public void onWrite(Channel channel, Command command, long blockSize) {
                boolean byStep = Thread.currentThread().getName().contains("StepExecution");
                if (byStep && command.toString().contains("InstallTool")) {
                    calls.add(command.toString());
                }
            }
        };
        Channel channel = (Channel) agent.getChannel();
        channel.addListener(traffic);
        WorkflowRun build = Pipelines.run(j, greet(agent));
        channel.removeListener(traffic);
        j.assertLogContains("nothing to install", build);
        assertThat(calls.toString(), calls.size(), is(1));
        assertThat(
                registry.requests().all().toString(), registry.requests().all().size(), is(0));
    }

    @Test
    public void toolThatIsThereNeedsNoCredentials() throws Exception {
        greeter("1.0.0", "hello");
        GitLabGenericPackageInstaller installer = Tools.installer(registry, "greeter", "1.0.0");
        Tools.jdk(j, tool, installer);
        Pipelines.run(j, greet(agent));
        installer.setCredentialsId("deleted");
        j.assertLogContains("nothing to install", Pipelines.run(j, greet(agent)));
    }

    @Test
    public void ruleIsAskedOnceForAllAgentsOfABuild() throws Exception {
        greeter("1.0.0", "hello");
        DumbSlave other = j.createOnlineSlave();
        Tools.jdk(j, tool, Tools.installer(registry, "greeter", "latest"));
        Pipelines.run(j, greet(agent));
        greeter("1.1.0", "newer");
        int asked = registry.requests().count(Route.LIST_PACKAGES);
        now = now.plus(Duration.ofMinutes(4));
        j.assertLogContains("it says hello", Pipelines.run(j, greet(agent)));
        assertThat(registry.requests().count(Route.LIST_PACKAGES), is(asked));
        j.assertLogContains("it says hello", Pipelines.run(j, greet(other)));
        now = now.plus(Duration.ofMinutes(2));
        j.assertLogContains("it says newer", Pipelines.run(j, greet(other)));
    }

    @Test
    public void runningBuildKeepsItsTool() throws Exception {
        greeter("1.0.0", "hello");
        Tools.jdk(j, tool, Tools.installer(registry, "greeter", "latest"));
        WorkflowRun build = Pipelines.start(Pipelines.job(j, """
                node('agent') {
                    def home = tool '%s'
                    semaphore 'keeps-its-tool'
                    sh "'${home}/bin/greet'"
                }
                """.formatted(tool)));
        SemaphoreStep.waitForStart("keeps-its-tool/1", build);
        long age = System.currentTimeMillis() - build.getStartTimeInMillis();
        assertThat(RunningBuilds.longestOn(agent), is(greaterThanOrEqualTo(Duration.ofMillis(age))));
        greeter("1.1.0", "newer");
        now = now.plus(Duration.ofMinutes(6));
        j.assertLogContains("it says newer", Pipelines.run(j, greet(agent)));
        SemaphoreStep.success("keeps-its-tool/1", null);
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        j.assertLogContains("hello", build);
        j.waitUntilNoActivity();
        assertThat(RunningBuilds.longestOn(agent), is(Duration.ZERO));
    }

    @Test
    public void whoComesSecondWaitsAndSaysSo() throws Exception {
        greeter("1.0.0", "hello");
        Tools.jdk(j, tool, Tools.installer(registry, "greeter", "1.0.0"));
        Fault held = registry.fault(Fault.stallInBody(10).on(Route.DOWNLOAD));
        WorkflowRun first = Pipelines.start(Pipelines.job(j, greet(agent)));
        assertThat(held.awaitReached(RegistryRule.SOON), is(true));
        // Jenkins' own lock is one of the configured object, so the same page saved again is another lock.
        Tools.jdk(j, tool, Tools.installer(registry, "greeter", "1.0.0"));
        WorkflowRun second = Pipelines.start(Pipelines.job(j, greet(agent)));
        j.waitForMessage("Waiting for another build that installs the tool " + tool + " here", second);
        held.release();
        j.assertLogContains("it says hello", j.assertBuildStatusSuccess(j.waitForCompletion(first)));
        j.assertLogContains("it says hello", j.assertBuildStatusSuccess(j.waitForCompletion(second)));
        j.assertLogContains("nothing to install", second);
        assertThat(registry.requests().count(Route.DOWNLOAD), is(1));
    }

    @Test
    public void stagesAtOnceInstallOnce() throws Exception {
        greeter("1.0.0", "hello");
        Tools.jdk(j, tool, Tools.installer(registry, "greeter", "1.0.0"));
        Pipelines.run(j, """
                def greet = { node('agent') { sh "'${tool '%s'}/bin/greet'" } }
                parallel one: greet, other: greet
                """.formatted(tool));
        assertThat(registry.requests().count(Route.DOWNLOAD), is(1));
    }

    @Test
    public void lockOfAKilledAgentIsFree() throws Exception {
        greeter("1.0.0", "hello");
        DumbSlave killed = new DumbSlave("killed", folders.newFolder().getPath(), new JNLPLauncher());
        j.jenkins.addNode(killed);
        InboundAgentRule.Options options =
                InboundAgentRule.Options.newBuilder().name("killed").build();
        inbound.start(j, options);
        Tools.jdk(j, tool, Tools.installer(registry, "greeter", "1.0.0"));
        Fault held = registry.fault(Fault.stallInBody(10).on(Route.DOWNLOAD));
        WorkflowRun first = Pipelines.start(Pipelines.job(j, greet(killed)));
        assertThat(held.awaitReached(RegistryRule.SOON), is(true));
        inbound.stop("killed");
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(first));
        j.assertLogContains("The agent killed is gone", first);
        inbound.start(j, options);
        Tools.jdk(j, tool, Tools.installer(registry, "greeter", "1.0.0"));
        WorkflowRun second = Pipelines.run(j, greet(killed));
        j.assertLogContains("it says hello", second);
        j.assertLogNotContains("Waiting for another build", second);
    }

    @Test
    public void abortedBuildLeavesNothing() throws Exception {
        greeter("1.0.0", "hello");
        Tools.jdk(j, tool, Tools.installer(registry, "greeter", "1.0.0"));
        Fault held = registry.fault(Fault.stallInBody(10).on(Route.DOWNLOAD));
        WorkflowRun build = Pipelines.start(Pipelines.job(j, greet(agent)));
        assertThat(held.awaitReached(RegistryRule.SOON), is(true));
        build.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        held.release();
        j.assertLogContains("it says hello", Pipelines.run(j, greet(agent)));
        FilePath folder = agent.getRootPath().child("tools/hudson.model.JDK/" + tool);
        assertThat(folder.list().size(), is(2));
    }

    @Test
    public void gitLabThatIsAwayIsToldLoudly() throws Exception {
        greeter("1.0.0", "hello");
        Tools.jdk(j, tool, Tools.installer(registry, "greeter", "latest"));
        Pipelines.run(j, greet(agent));
        now = now.plus(Duration.ofMinutes(6));
        registry.fault(Fault.html(403).always());
        WorkflowRun build = Pipelines.run(j, greet(agent));
        j.assertLogContains("WARNING: GitLab does not say which version of the tool " + tool + " 'latest' is", build);
        j.assertLogContains("it says hello", build);
        int asked = registry.requests().all().size();
        Pipelines.run(j, greet(agent));
        assertThat(registry.requests().all().size(), is(asked));
    }

    @Test
    public void whatWasNeverThereFailsInWords() throws Exception {
        registry.fault(Fault.html(403).always());
        Tools.jdk(j, tool, Tools.installer(registry, "greeter", "1.0.0"));
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, greet(agent));
        j.assertLogContains("ERROR: The tool " + tool + " cannot be installed: Failed to download greeter", build);
        j.assertLogNotContains("\tat ", build);
    }

    @Test
    public void freestyleJobFailsInWords() throws Exception {
        greeter("1.0.0", "hello");
        FreeStyleProject job = j.createFreeStyleProject();
        job.setAssignedNode(agent);
        job.setJDK(Tools.jdk(j, tool, Tools.installer(registry, "greeter", "1.0.0", "greeter-{os}.zip")));
        // Jenkins asks for the tool with the first step only.
        job.getBuildersList().add(new Shell("true"));
        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("The tool " + tool + " cannot be installed: Failed to download greeter-", build);
        j.assertLogContains("The package has greeter.tar.gz", build);
    }

    @Test
    public void ruleThatFitsNothingFailsThoughSomethingIsThere() throws Exception {
        greeter("1.0.0", "hello");
        Tools.jdk(j, tool, Tools.installer(registry, "greeter", "1.x"));
        Pipelines.run(j, greet(agent));
        now = now.plus(Duration.ofMinutes(6));
        registry.get().packageStatus(7, "greeter", "1.0.0", "error");
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, greet(agent));
        j.assertLogContains("ERROR: The tool " + tool + " cannot be installed: There is no version", build);
    }

    @Test
    public void tokenStaysOutOfLogAndDisk() throws Exception {
        greeter("1.0.0", "hello");
        Tools.jdk(j, tool, Tools.installer(registry, "greeter", "latest"));
        WorkflowRun build = Pipelines.run(j, greet(agent));
        assertThat(registry.requests().of(Route.DOWNLOAD).get(0).header("PRIVATE-TOKEN"), is(TestCredentials.TOKEN));
        assertThat(JenkinsRule.getLog(build), not(containsString(TestCredentials.TOKEN)));
        try (Stream<Path> files = Files.walk(Path.of(agent.getRemoteFS()))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(file.toString(), content, not(containsString(TestCredentials.TOKEN)));
            }
        }
    }

    @Test
    public void credentialsAreThoseOfJenkinsItself() throws Exception {
        greeter("1.0.0", "hello");
        GitLabGenericPackageInstaller installer = Tools.installer(registry, "greeter", "1.0.0");
        installer.setCredentialsId("of-the-system");
        Tools.jdk(j, tool, installer);
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, greet(agent));
        j.assertLogContains(
                "ERROR: There are no credentials with the id 'of-the-system' that Jenkins itself may use for "
                        + registry.url()
                        + ", and the tool " + tool + " asks for them. They have to be in Jenkins' own store,"
                        + " of the scope System or Global. Expected: ",
                build);
        TestCredentials.add(j.jenkins, TestCredentials.ofTheSystem("of-the-system"));
        j.assertLogContains("it says hello", Pipelines.run(j, greet(agent)));
        assertThat(registry.requests().of(Route.DOWNLOAD).get(0).header("PRIVATE-TOKEN"), is(TestCredentials.TOKEN));
    }

    /** Who looks at the usage of credentials before deleting them finds the agents that need them. */
    @Test
    public void agentThatGetsTheTokenIsAUse() throws Exception {
        greeter("1.0.0", "hello");
        StandardCredentials credentials = TestCredentials.secretText("used", TestCredentials.TOKEN);
        TestCredentials.add(j.jenkins, credentials);
        GitLabGenericPackageInstaller installer = Tools.installer(registry, "greeter", "1.0.0");
        installer.setCredentialsId("used");
        Tools.jdk(j, tool, installer);
        Pipelines.run(j, greet(agent));
        Fingerprint uses = CredentialsProvider.getOrCreateFingerprintOf(credentials);
        List<FingerprintFacet> facets = List.copyOf(uses.getFacets());
        assertThat(facets.size(), is(1));
        NodeCredentialsFingerprintFacet use = (NodeCredentialsFingerprintFacet) facets.get(0);
        assertThat(use.getNodeName(), is(agent.getNodeName()));
        // Each time is a file written: once a day will do.
        Util.deleteRecursive(new File(agent.getRemoteFS(), "tools/hudson.model.JDK/" + tool));
        Pipelines.run(j, greet(agent));
        assertThat(registry.requests().count(Route.DOWNLOAD), is(2));
        assertThat(List.copyOf(uses.getFacets()), is(facets));
    }

    private String greet(DumbSlave on) {
        return """
                node('%s') {
                    def home = tool '%s'
                    def words = sh script: "'${home}/bin/greet'", returnStdout: true
                    echo "it says ${words}"
                }
                """.formatted(on.getNodeName(), tool);
    }

    private void greeter(String version, String words) throws IOException {
        registry.get().addFile(7, "greeter", version, "greeter.tar.gz", ToolArchive.greeting(words));
    }
}
