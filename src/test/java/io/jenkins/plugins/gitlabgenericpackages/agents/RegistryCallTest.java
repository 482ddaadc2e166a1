package io.jenkins.plugins.gitlabgenericpackages.agents;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** An agent may answer anything. */
public class RegistryCallTest {
    @ClassRule
    public static final JenkinsRule j = new JenkinsRule();

    @Test
    public void answerIsTaken() throws Exception {
        assertThat(ask(() -> new RegistryCall.Answer<>("1.0", null, null)), is("1.0"));
    }

    @Test
    public void whatIsNoAnswerIsRefusedInOneLine() {
        refused("there is none", () -> null);
        refused("it is about something else", () -> new RegistryCall.Answer<>(null, null, null));
        refused("it is about something else", () -> new RegistryCall.Answer<>(42, null, null));
        refused("it cannot be read (wrong type)", () -> {
            throw new ClassCastException("wrong type");
        });
        AbortException otherAnswer = assertThrows(AbortException.class, () -> ask(() -> "1.0"));
        assertThat(otherAnswer.getMessage().startsWith("The agent's answer is refused: it cannot be read"), is(true));
    }

    private static void refused(String why, Callable<Object> agent) {
        AbortException refused = assertThrows(AbortException.class, () -> ask(agent));
        assertThat(refused.getMessage(), is("The agent's answer is refused: " + why));
    }

    /** @param agent answers the one call */
    private static String ask(Callable<Object> agent) throws Exception {
        VirtualChannel channel = (VirtualChannel) Proxy.newProxyInstance(
                RegistryCallTest.class.getClassLoader(),
                new Class<?>[] {VirtualChannel.class},
                (proxy, method, arguments) -> method.getName().equals("call") ? agent.call() : null);
        RegistrySettings settings = new RegistrySettings(
                new Registry("https://gitlab.example.com", "7", Token.anonymous()),
                Handoff.DIRECT,
                1,
                0,
                Verify.IF_TOLD,
                false);
        RegistryQuestion<String> question = (client, log) -> "not asked";
        return RegistryCall.ask(settings, question, String.class, TaskListener.NULL, new FilePath(channel, "/tmp"));
    }
}
