package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.releases.ReleaseLink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.InboundAgentRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** A release that an agent makes, over the end of Jenkins and the loss of the agent, each of these in a process of its own. */
public class ContinuedReleaseTest {
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

    /** The release has one of three links, and GitLab has the second, but not said so yet. */
    @Before
    public void aReleaseInTheMiddle() throws Throwable {
        builds = new HeldBuilds(jenkins, inbound, registry, folder.getRoot().toPath());
        builds.startJenkinsAndAgent();
        registry.get().releases().tag(RegistryRule.PROJECT, "v1.0");
        builds.gate(Fault.stallBeforeAnswer().on(Route.CREATE_LINK), "a link");
        builds.add("app", """
                node('agent') {
                    def files = %s
                    %s.take(1))
                    def made = %s)
                    echo "links ${made.links*.name} of ${made.tagName}"
                }
                """.formatted(registry.upload("includes: '*'"), release(), release()));
        builds.fill("app");
        builds.start();
        builds.awaitGates();
    }

    private String release() {
        return "gitlabGenericRelease(tagName: 'v1.0', gitlabUrl: '" + registry.url()
                + "', projectId: '7', credentialsId: 'gitlab', retries: 0, files: files";
    }

    @Test
    public void controllerIsKilled() throws Throwable {
        jenkins.stopJenkinsForcibly();
        builds.awaitEndOfAttempts();
        jenkins.startJenkins();
        assertAsWithoutABreak();
    }

    @Test
    public void controllerIsRestarted() throws Throwable {
        jenkins.stopJenkins();
        builds.awaitEndOfAttempts();
        jenkins.startJenkins();
        assertAsWithoutABreak();
    }

    @Test
    public void agentIsKilledAndReturns() throws Throwable {
        builds.killAgent();
        builds.awaitEndOfAttempts();
        builds.awaitLog("The agent agent is gone");
        builds.returnAgent();
        assertAsWithoutABreak();
    }

    private void assertAsWithoutABreak() throws Throwable {
        builds.assertAllSucceed("The release v1.0 is changed: ", "links [a, b, c] of v1.0");
        List<String> links = registry.get().releases().release(RegistryRule.PROJECT, "v1.0").links().stream()
                .map(ReleaseLink::name)
                .sorted()
                .toList();
        assertThat(links, is(List.of("a", "b", "c")));
        try (Stream<Path> stored = Files.walk(jenkins.getHome().toPath().resolve("jobs"))) {
            for (Path file : stored.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(file.toString(), text, not(containsString(TestCredentials.TOKEN)));
            }
        }
    }
}
