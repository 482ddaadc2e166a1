package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.InboundAgentRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Transfers of Pipelines over the end of Jenkins and the loss of their agent, each of these in a process of its own. */
public class ContinuedStepTest {
    private static final List<String> POLICIES = List.of("ADD", "FAIL", "REPLACE", "SKIP_IDENTICAL");

    @Rule
    public final RealJenkinsRule jenkins =
            new RealJenkinsRule().javaOptions(HeldBuilds.patience(300_000)).withTimeout(900);

    @Rule
    public final InboundAgentRule inbound = new InboundAgentRule();

    @Rule
    public final RegistryRule registry = new RegistryRule();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private HeldBuilds builds;

    @Before
    public void jenkins() throws Throwable {
        builds = new HeldBuilds(jenkins, inbound, registry, folder.getRoot().toPath());
        builds.startJenkinsAndAgent();
    }

    @Test
    public void controllerIsKilledTwice() throws Throwable {
        holdAll();
        jenkins.stopJenkinsForcibly();
        builds.awaitEndOfAttempts();
        holdAllAtTheLastFile();
        jenkins.startJenkins();
        builds.awaitGates();
        jenkins.stopJenkinsForcibly();
        builds.awaitEndOfAttempts();
        jenkins.startJenkins();
        assertAllAsWithoutABreak();
    }

    @Test
    public void controllerIsRestarted() throws Throwable {
        holdAll();
        jenkins.stopJenkins();
        builds.awaitEndOfAttempts();
        jenkins.startJenkins();
        assertAllAsWithoutABreak();
    }

    @Test
    public void agentIsKilledAndReturns() throws Throwable {
        holdAll();
        builds.killAgent();
        builds.awaitEndOfAttempts();
        builds.awaitLog("The agent agent is gone");
        builds.returnAgent();
        assertAllAsWithoutABreak();
    }

    private void holdAll() throws Throwable {
        addAll();
        builds.start();
        builds.awaitGates();
        builds.awaitPart("down", 1_000_000);
        builds.awaitPart("declarative", 1_000_000);
        builds.awaitArchive("unpacked", 1_000_000);
    }

    /** One build of each kind, held in the middle of its large file, or where GitLab has that and has not said so yet. */
    private void addAll() throws IOException {
        for (String policy : POLICIES) {
            addUpload(policy, policy.toLowerCase(Locale.ROOT) + "-body", Fault.stallInBody(1_000_000));
            addUpload(policy, policy.toLowerCase(Locale.ROOT) + "-answer", Fault.stallBeforeAnswer());
        }
        addDownload("down", """
                node('agent') {
                    def files = %s
                    echo "names ${files*.fileName} skipped ${files*.skipped}"
                    echo "bytes ${files[1].size}"
                }
                """);
        addDownload("declarative", """
                pipeline {
                    agent { label 'agent' }
                    stages {
                        stage('download') {
                            steps {
                                script {
                                    def files = %s
                                    echo "names ${files*.fileName} skipped ${files*.skipped}"
                                    echo "bytes ${files[1].size}"
                                }
                            }
                        }
                    }
                }
                """);
        addArchives();
        for (String branch : List.of("one", "two")) {
            builds.gate(Fault.stallInBody(1_000_000), Route.UPLOAD, "parallel", branch + "/b");
        }
        builds.add("parallel", """
                node('agent') {
                    def files = [:]
                    parallel(['one', 'two'].collectEntries { branch -> [branch, { files[branch] = %s }] })
                    echo "names ${files.one*.fileName + files.two*.fileName}"
                }
                """.formatted(upload("parallel", "ADD', path: branch, excludes: '")));
        builds.fill("parallel");
    }

    private void addArchives() throws IOException {
        builds.gate(Fault.stallInBody(1_000_000), Route.UPLOAD, "packed", "app.tar");
        builds.add(
                "packed", """
                node('agent') {
                    def files = %s
                    echo "names ${files*.fileName} skipped ${files*.skipped} of ${files*.path}"
                }
                """.formatted(registry.upload("packageName: 'packed', archive: 'app.tar', ifExists: 'ADD'")));
        builds.fill("packed");
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry("b"));
            zip.write(new byte[HeldBuilds.BIG]);
        }
        registry.get().addFile(RegistryRule.PROJECT, "unpacked", "1.0", "app.zip", archive.toByteArray());
        builds.gate(Fault.stallInBody(1_000_000), Route.DOWNLOAD, "unpacked", "app.zip");
        builds.add("unpacked", """
                node('agent') {
                    def files = %s
                    echo "names ${files*.fileName} skipped ${files*.skipped} in ${files*.path}"
                }
                """.formatted(registry.download("packageName: 'unpacked', unpack: true, dir: 'in'")));
    }

    private void holdAllAtTheLastFile() {
        // A Pipeline that is killed while it goes on by itself may have lost its place; that is none of our doing.
        for (String branch : List.of("one", "two")) {
            builds.gate(Fault.stallBeforeAnswer(), Route.UPLOAD, "parallel", branch + "/c");
        }
        builds.gate(Fault.stallBeforeAnswer(), Route.UPLOAD, "packed", "app.tar");
        builds.gate(Fault.stallInBody(2), Route.DOWNLOAD, "unpacked", "app.zip");
        for (String policy : POLICIES) {
            String name = policy.toLowerCase(Locale.ROOT);
            builds.gate(Fault.stallBeforeAnswer(), Route.UPLOAD, name + "-body", "c");
            builds.gate(Fault.stallInBody(2), Route.UPLOAD, name + "-answer", "c");
        }
        builds.gate(Fault.stallBeforeAnswer(), Route.DOWNLOAD, "down", "c");
        builds.gate(Fault.stallInBody(2), Route.DOWNLOAD, "declarative", "c");
    }

    private void assertAllAsWithoutABreak() throws Throwable {
        builds.assertAllSucceed("names [", "Going on with the");
        for (String policy : POLICIES) {
            for (String at : List.of("-body", "-answer")) {
                String name = policy.toLowerCase(Locale.ROOT) + at;
                List<String> stored = policy.equals("ADD") ? List.of("a", "a", "b", "c") : List.of("a", "b", "c");
                assertThat(name, builds.stored(name), is(stored));
                builds.assertLog(name, "names [a, b, c] skipped [false, false, false]");
            }
        }
        assertThat(
                builds.stored("parallel"),
                is(List.of("one%2Fa", "one%2Fb", "one%2Fc", "two%2Fa", "two%2Fb", "two%2Fc")));
        builds.assertLog("parallel", "names [one/a, one/b, one/c, two/a, two/b, two/c]");
        for (String name : List.of("down", "declarative")) {
            builds.assertLog(name, "names [a, b, c] skipped [false, false, false]");
            builds.assertLog(name, "bytes " + HeldBuilds.BIG);
            assertThat(name, asksForTheRest(name, "b"), is(true));
            assertThat(
                    Files.size(builds.workspaces().resolve("workspace/" + name + "/in/b")), is((long) HeldBuilds.BIG));
        }
        assertThat(builds.stored("packed"), is(List.of("app.tar")));
        builds.assertLog("packed", "names [app.tar] skipped [false] of [.]");
        assertThat(asksForTheRest("unpacked", "app.zip"), is(true));
        builds.assertLog("unpacked", "names [app.zip] skipped [false] in [in]");
        assertThat(Files.size(builds.workspaces().resolve("workspace/unpacked/in/b")), is((long) HeldBuilds.BIG));
        assertNoSecret(jenkins.getHome().toPath().resolve("jobs"));
        assertNoSecret(builds.workspaces());
    }

    /** What comes last of the log of a Jenkins that is killed is lost with it, so that the registry is asked. */
    private boolean asksForTheRest(String name, String file) {
        return registry.requests().of(Route.DOWNLOAD).stream()
                .filter(request -> request.target().contains("/" + name + "/1.0/" + file))
                .map(request -> request.header("Range"))
                .anyMatch(range -> range != null && !range.equals("bytes=0-0"));
    }

    private static void assertNoSecret(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(file.toString(), text, not(containsString(TestCredentials.TOKEN)));
                assertThat(file.toString(), not(containsString(".gitlab-")));
                assertThat(file.toString(), not(containsString(".journal")));
            }
        }
    }

    private void addUpload(String policy, String name, Fault fault) throws IOException {
        if (policy.equals("REPLACE")) {
            List.of("a", "b", "c").forEach(file -> store(name, file, "older"));
        }
        if (policy.equals("ADD")) {
            store(name, "a", "first");
        }
        builds.gate(fault, Route.UPLOAD, name, "b");
        builds.add(name, """
                node('agent') {
                    def files = %s
                    echo "names ${files*.fileName} skipped ${files*.skipped}"
                }
                """.formatted(upload(name, policy)));
        builds.fill(name);
    }

    private void addDownload(String name, String script) {
        store(name, "a", "first");
        store(name, "b", "x".repeat(HeldBuilds.BIG));
        store(name, "c", "third");
        builds.gate(Fault.stallInBody(1_000_000), Route.DOWNLOAD, name, "b");
        builds.add(
                name, script.formatted(registry.download("packageName: '%s', dir: 'in', parallel: 1".formatted(name))));
    }

    private void store(String name, String file, String content) {
        registry.get().addFile(RegistryRule.PROJECT, name, "1.0", file, content.getBytes(StandardCharsets.UTF_8));
    }

    private String upload(String name, String policy) {
        return registry.upload("packageName: '%s', includes: '*', parallel: 1, ifExists: '%s'".formatted(name, policy));
    }
}
