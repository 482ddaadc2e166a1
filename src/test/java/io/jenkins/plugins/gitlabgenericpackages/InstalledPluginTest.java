package io.jenkins.plugins.gitlabgenericpackages;

import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.InboundAgentRule;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Controller, agent and registry in three processes, with the plugin installed and its classes loaded as in real life. */
public class InstalledPluginTest {
    @Rule
    public final RealJenkinsRule jenkins = new RealJenkinsRule().javaOptions(HeldBuilds.SHORT_LIFE);

    @Rule
    public final InboundAgentRule inbound = new InboundAgentRule();

    @Rule
    public final RegistryRule registry = new RegistryRule();

    @Test
    public void agentNeedsNoClassOfThePlugin() throws Throwable {
        String script = """
                node('fresh') {
                    writeFile file: 'out/a.txt', text: 'hello'
                    %s
                    def files = %s
                    echo "got ${files*.path}: ${readFile 'in/a.txt'}"
                    try {
                        %s
                    } catch (e) {
                        echo "caught ${e.message}"
                    }
                }
                """.formatted(
                        registry.upload("dir: 'out', includes: '**'"),
                        registry.download("dir: 'in'"),
                        registry.download("file: 'b.txt'"));
        jenkins.startJenkins();
        inbound.createAgent(jenkins, "fresh");
        jenkins.runRemotely(j -> {
            run(j, script);
        });
    }

    private static void run(JenkinsRule j, String script) throws Exception {
        TestCredentials.addDefault();
        WorkflowRun build = Pipelines.run(j, script);
        j.assertLogContains("got [in/a.txt]: hello", build);
        j.assertLogContains("caught Failed to download b.txt", build);
        j.assertLogNotContains("\tat ", build);
    }
}
