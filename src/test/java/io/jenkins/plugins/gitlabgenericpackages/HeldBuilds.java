package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.JNLPLauncher;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackagesAction;
import io.jenkins.plugins.gitlabgenericpackages.builds.PackageTransfer;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.InboundAgentRule;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/**
 * Builds on one agent whose transfers the registry holds where a test wants it: Jenkins, agent and registry in a process
 * each. Every build has a package of its own.
 */
final class HeldBuilds {
    static final String AGENT = "agent";
    static final int BIG = 3_000_000;

    /** No process of these tests lives long enough to earn back what the best code and a garbage collector with threads cost. */
    static final String[] SHORT_LIFE = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};

    private final RealJenkinsRule jenkins;
    private final InboundAgentRule inbound;
    private final RegistryRule registry;
    private final Path workspaces;
    private final Map<String, String> scripts = new LinkedHashMap<>();
    private final Set<String> started = new HashSet<>();
    private final Map<String, Fault> gates = new LinkedHashMap<>();
    private final List<Fault> held = new ArrayList<>();

    /** @param workspaces the folder of the agent */
    HeldBuilds(RealJenkinsRule jenkins, InboundAgentRule inbound, RegistryRule registry, Path workspaces) {
        this.workspaces = workspaces;
        this.jenkins = jenkins;
        this.inbound = inbound;
        this.registry = registry;
    }

    void startJenkinsAndAgent() throws Throwable {
        jenkins.javaOptions(SHORT_LIFE).startJenkins();
        String folder = workspaces.toString();
        jenkins.runRemotely(j -> {
            TestCredentials.addDefault();
            DumbSlave agent = new DumbSlave(AGENT, folder, new JNLPLauncher());
            agent.setNumExecutors(20);
            j.jenkins.addNode(agent);
        });
        inbound.start(jenkins, options());
    }

    private static InboundAgentRule.Options options() {
        return InboundAgentRule.Options.newBuilder()
                .name(AGENT)
                .javaOptions(SHORT_LIFE)
                .build();
    }

    /** Kills the agent's process. */
    void killAgent() {
        inbound.stop(AGENT);
    }

    void returnAgent() throws Throwable {
        inbound.start(jenkins, options());
    }

    /** Adds a job with one build. */
    void add(String name, String script) {
        scripts.put(name, script);
    }

    /** Puts files into the workspace of a job before its build begins: the one in the middle is large. */
    void fill(String name) throws IOException {
        Path workspace = workspaces.resolve("workspace").resolve(name);
        Files.createDirectories(workspace);
        Files.writeString(workspace.resolve("a"), "first");
        Files.write(workspace.resolve("b"), new byte[BIG]);
        Files.writeString(workspace.resolve("c"), "third");
    }

    /** Makes a fault hold the first request of the build for the file. */
    void gate(Fault fault, Route route, String name, String file) {
        String target = "/" + name + "/1.0/" + file;
        gate(fault.on(route).matching(target), target);
    }

    /** @param what names it where nothing reaches it */
    void gate(Fault fault, String what) {
        gates.put(what, registry.fault(fault));
        held.add(fault);
    }

    /** Starts the builds that are new. */
    void start() throws Throwable {
        for (Map.Entry<String, String> each : scripts.entrySet()) {
            String name = each.getKey();
            String script = each.getValue();
            if (started.add(name)) {
                jenkins.runRemotely(j -> {
                    start(j, name, script);
                });
            }
        }
    }

    private static void start(JenkinsRule j, String name, String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        Pipelines.start(job);
    }

    /** Waits until every transfer is held. */
    void awaitGates() throws Throwable {
        for (Map.Entry<String, Fault> gate : gates.entrySet()) {
            if (!isReached(gate.getValue())) {
                for (String name : scripts.keySet()) {
                    RealJenkinsRule.Step2<String> log = j -> JenkinsRule.getLog(build(j, name));
                    System.err.println(name + ": " + jenkins.runRemotely(log));
                }
                throw new AssertionError(gate.getKey() + " is not reached");
            }
        }
        gates.clear();
    }

    /** Of its own accord, Jenkins looks only every five seconds for builds that could have an executor. */
    private boolean isReached(Fault gate) throws Throwable {
        Instant end = Instant.now().plus(RegistryRule.SOON);
        while (!gate.awaitReached(Duration.ofMillis(500))) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            jenkins.runRemotely(j -> {
                j.jenkins.getQueue().maintain();
            });
        }
        return true;
    }

    /** Waits until Jenkins knows of every build that one file has arrived: the agent tells it within a second. */
    void awaitFirstFiles() throws IOException {
        for (String name : scripts.keySet()) {
            Path folder = jenkins.getHome().toPath().resolve("jobs/" + name + "/builds/1/gitlab-generic-packages");
            while (!tellsOfAFile(folder)) {
                Thread.onSpinWait();
            }
        }
    }

    private static boolean tellsOfAFile(Path folder) throws IOException {
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(folder, "*.journal")) {
            for (Path journal : journals) {
                // Where it goes, the plan, then the files.
                return Files.readAllLines(journal).stream()
                                .filter(line -> !line.isEmpty())
                                .count()
                        > 2;
            }
        }
        return false;
    }

    /** Lets every transfer go on. */
    void release() {
        held.forEach(Fault::release);
    }

    /**
     * Waits until the attempts on the agent have ended by themselves, then drops what the registry holds: of a body that
     * had not come to its end, it keeps nothing.
     */
    void awaitEndOfAttempts() throws IOException {
        try (Stream<Path> files = Files.walk(workspaces)) {
            for (Path notes :
                    files.filter(file -> file.toString().endsWith(".journal")).toList()) {
                awaitUnlocked(notes);
            }
        }
        registry.get().faults().abandon();
    }

    /** Waits until the agent has written what the registry sent of the large file before it held the download. */
    void awaitPart(String name, long bytes) throws IOException {
        awaitPart(workspaces.resolve("workspace").resolve(name).resolve("in"), bytes);
    }

    /** The same of an archive that is to be unpacked. */
    void awaitArchive(String name, long bytes) throws IOException {
        Path beside = workspaces.resolve("workspace").resolve(name + "@tmp");
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(beside, "*.part")) {
            for (Path folder : folders) {
                awaitPart(folder.resolve("archives"), bytes);
            }
        }
    }

    private static void awaitPart(Path folder, long bytes) throws IOException {
        long arrived = 0;
        while (arrived < bytes) {
            Thread.onSpinWait();
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*.part")) {
                for (Path part : parts) {
                    arrived = Files.size(part);
                }
            }
        }
    }

    private static void awaitUnlocked(Path notes) throws IOException {
        try (FileChannel channel = FileChannel.open(notes, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            while (lock == null) {
                Thread.onSpinWait();
                lock = channel.tryLock();
            }
        } catch (NoSuchFileException e) {
            // One that nothing holds has come to its end meanwhile.
            return;
        }
    }

    /** Checks that every build ended as if nothing had happened. */
    void assertAllSucceed(String... lines) throws Throwable {
        for (String name : scripts.keySet()) {
            jenkins.runRemotely(j -> {
                succeeds(j, name, lines);
            });
        }
    }

    private static void succeeds(JenkinsRule j, String name, String[] lines) throws Exception {
        WorkflowRun build = build(j, name);
        j.assertBuildStatus(Result.SUCCESS, j.waitForCompletion(build));
        String log = JenkinsRule.getLog(build);
        assertThat(log, not(containsString("\tat ")));
        for (String line : lines) {
            assertThat(log, containsString(line));
        }
        for (PackageTransfer transfer :
                build.getAction(GenericPackagesAction.class).getTransfers()) {
            assertThat(transfer.isFailed(), is(false));
        }
    }

    void assertLog(String name, String line) throws Throwable {
        jenkins.runRemotely(j -> {
            j.assertLogContains(line, build(j, name));
        });
    }

    /** Waits until every build has said so. */
    void awaitLog(String line) throws Throwable {
        for (String name : scripts.keySet()) {
            jenkins.runRemotely(j -> {
                j.waitForMessage(line, build(j, name));
            });
        }
    }

    /** Returns the folder of the agent with all workspaces. */
    Path workspaces() {
        return workspaces;
    }

    static WorkflowRun build(JenkinsRule j, String name) {
        return j.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }

    List<String> stored(String name) {
        return registry.get().files(RegistryRule.PROJECT, name, "1.0").stream()
                .map(StoredFile::fileName)
                .sorted()
                .toList();
    }

    /**
     * Returns Jenkins' option for how long Pipeline waits for an agent: in tests 15 seconds only, and an agent itself waits as
     * long before it tries to come back.
     */
    static String patience(long millis) {
        return "-Dorg.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis=" + millis;
    }
}
