package io.jenkins.plugins.gitlabgenericpackages.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.sun.net.httpserver.HttpServer;
import hudson.ProxyConfiguration;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gitlabgenericpackages.JenkinsTest;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** An agent reaches GitLab through the proxy of Jenkins; this one answers by itself for a host that does not exist. */
public class ProxyTest extends JenkinsTest {
    private static final String FILE = "http://gitlab.invalid/api/v4/projects/7/packages/generic/app/1.0/a.txt";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private HttpServer proxy;

    @Before
    public void startProxy() throws IOException {
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("gitlab", "gldt-stand-in"));
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Proxy-Authorization")));
            byte[] content = "through the proxy".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        proxy.start();
    }

    @After
    public void stopProxy() throws IOException {
        proxy.stop(0);
        j.jenkins.setProxy(null);
    }

    @Test
    public void agentUsesTheProxy() throws Exception {
        useProxy("internal.example.com");
        DumbSlave agent = j.createOnlineSlave();
        WorkflowRun build = Pipelines.run(j, """
                node('%s') {
                    %s
                    echo readFile('a.txt')
                }
                """.formatted(
                        agent.getNodeName(), registry.download("file: 'a.txt', gitlabUrl: 'http://gitlab.invalid'")));
        j.assertLogContains("through the proxy", build);
        j.assertLogNotContains("proxy-password", build);
        assertThat(requests, contains(FILE));
        assertThat(logins, contains("Basic cHJveHktdXNlcjpwcm94eS1wYXNzd29yZA=="));
    }

    @Test
    public void someHostsAreReachedDirectly() throws Exception {
        useProxy("internal.example.com, 127.0.0.*");
        registry.add("a.txt", "hello");
        WorkflowRun build = Pipelines.run(j, "node { " + registry.download("file: 'a.txt'") + " }");
        j.assertLogContains("Downloaded a.txt", build);
        assertThat(requests, is(empty()));
    }

    /** A redirect may still lead through the proxy. */
    @Test
    public void loginOfTheProxyStaysHereWhereTheGitLabNeedsNone() throws Exception {
        useProxy("internal.example.com");
        ProxySettings direct =
                ChosenServer.of("https://Internal.example.com/gitlab").network().proxy();
        assertThat(direct.userName() + direct.password(), is(""));
        assertThat(direct.host(), is("127.0.0.1"));
        ProxySettings needed =
                ChosenServer.of("https://gitlab.example.com").network().proxy();
        assertThat(needed.userName() + " " + needed.password(), is("proxy-user proxy-password"));
    }

    private void useProxy(String noProxyHosts) throws IOException {
        j.jenkins.setProxy(new ProxyConfiguration(
                "127.0.0.1", proxy.getAddress().getPort(), "proxy-user", "proxy-password", noProxyHosts));
    }
}
