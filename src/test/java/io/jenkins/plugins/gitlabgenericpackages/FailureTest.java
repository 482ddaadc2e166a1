package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.jvnet.hudson.test.JenkinsRule;

/** What goes wrong at the server, in both directions, on an agent: a failed build and one clear message. */
@RunWith(Parameterized.class)
public class FailureTest extends JenkinsTest {
    private static DumbSlave agent;

    private final String message;
    private final Supplier<Fault> fault;

    public FailureTest(String message, Supplier<Fault> fault) {
        this.message = message;
        this.fault = fault;
    }

    @Parameters(name = "{0}")
    public static List<Object[]> situations() {
        return List.of(
                situation(
                        "status 401: Unauthorized. Sent with credentials 'gitlab' of the step, as an access token",
                        () -> Fault.status(401)),
                situation("status 403: Forbidden. The token's role or scope is too low", () -> Fault.status(403)),
                situation("status 404: Not Found. ", () -> Fault.status(404)),
                situation("status 413: ", () -> Fault.html(413)),
                situation("status 429: Retry later", Fault::tooManyRequests),
                situation("status 500: ", () -> Fault.status(500)),
                situation("connection", Fault::drop),
                situation("connection", () -> Fault.dropInBody(100)));
    }

    private static Object[] situation(String message, Supplier<Fault> fault) {
        return new Object[] {message, fault};
    }

    @BeforeClass
    public static void agent() throws Exception {
        TestCredentials.addDefault();
        agent = j.createOnlineSlave();
    }

    @Test
    public void uploadFailsWithOneMessage() throws Exception {
        registry.fault(fault.get().on(Route.UPLOAD).always());
        failsWithOneMessage("Failed to upload a.txt", registry.upload("file: 'a.txt'"));
        assertThat(registry.names().size(), is(0));
    }

    @Test
    public void downloadFailsWithOneMessage() throws Exception {
        registry.add("b.txt", "hello".repeat(1000));
        registry.fault(fault.get().on(Route.DOWNLOAD).always());
        failsWithOneMessage("Failed to download b.txt", registry.download("file: 'b.txt'"));
        assertThat(agent.getWorkspaceRoot().list("**/*.part").length, is(0));
    }

    private void failsWithOneMessage(String what, String step) throws Exception {
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, """
                node('%s') {
                    writeFile file: 'a.txt', text: 'hello' * 1000
                    %s
                    echo 'not reached'
                }
                """.formatted(agent.getNodeName(), step));
        String log = JenkinsRule.getLog(build);
        j.assertLogContains("ERROR: " + what, build);
        j.assertLogContains(message, build);
        j.assertLogContains(registry.url(), build);
        j.assertLogNotContains("\tat ", build);
        j.assertLogNotContains("Exception", build);
        j.assertLogNotContains("not reached", build);
        assertThat(log, log.split(what, -1).length, is(2));
    }
}
