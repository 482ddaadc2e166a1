package io.jenkins.plugins.gitlabgenericpackages.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.Result;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.gitlabgenericpackages.JenkinsTest;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.standin.TestCertificate;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class GitLabServersTest extends JenkinsTest {
    @ClassRule
    public static final TemporaryFolder certificates = new TemporaryFolder();

    @BeforeClass
    public static void credentials() throws Exception {
        TestCredentials.addDefault();
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("other", "wrong"));
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("deploy", "gldt-stand-in"));
    }

    @Before
    public void noServers() {
        GitLabServers.get().setServers(List.of());
    }

    @Test
    public void firstServerIsTheDefault() throws Exception {
        registry.add("a.txt", "hello");
        GitLabServers.get()
                .setServers(List.of(server(registry.url(), "gitlab"), server("https://b.example.com", "other")));
        WorkflowRun build = Pipelines.run(j, """
                node {
                    gitlabGenericDownload projectId: '7', packageName: 'app', packageVersion: '1.0'
                }
                """);
        j.assertLogContains("Downloaded a.txt", build);
    }

    @Test
    public void addressPicksTheServer() throws Exception {
        registry.add("a.txt", "hello");
        GitLabServers.get()
                .setServers(List.of(server("https://b.example.com", "other"), server(registry.url(), "gitlab")));
        Pipelines.run(j, """
                node {
                    gitlabGenericDownload gitlabUrl: '%s/api/v4/', projectId: '7', packageName: 'app',
                        packageVersion: '1.0'
                }
                """.formatted(registry.url()));
        assertThat(registry.requests().of(Route.DOWNLOAD).get(0).header("PRIVATE-TOKEN"), is(TestCredentials.TOKEN));
    }

    @Test
    public void anotherAddressGetsNoCredentials() throws Exception {
        GitLabServers.get().setServers(List.of(server("https://b.example.com", "gitlab")));
        Pipelines.run(j, Result.FAILURE, """
                node {
                    gitlabGenericDownload gitlabUrl: '%s', projectId: '7', packageName: 'app', packageVersion: '1.0'
                }
                """.formatted(registry.url()));
        assertThat(registry.requests().all().stream().anyMatch(each -> each.hasCredentials()), is(false));
    }

    @Test
    public void stepsCredentialsWinOverTheServers() throws Exception {
        registry.add("a.txt", "hello");
        GitLabServers.get().setServers(List.of(server(registry.url(), "other")));
        Pipelines.run(j, "node { " + registry.download("") + " }");
        assertThat(registry.requests().of(Route.DOWNLOAD).get(0).header("PRIVATE-TOKEN"), is(TestCredentials.TOKEN));
    }

    @Test
    public void certificateOfTheServerIsTrustedOnAnAgent() throws Exception {
        Path folder = certificates.getRoot().toPath();
        SSLContext tls = TestCertificate.context(folder);
        registry.use(registry.builder().tls(tls));
        registry.add("a.txt", "hello");
        String script = "node('" + j.createOnlineSlave().getNodeName() + "') { " + registry.download("") + " }";
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, script);
        j.assertLogContains("certificate", build);
        j.assertLogNotContains("\tat ", build);
        GitLabServer server = server(registry.url(), "gitlab");
        server.setCaCertificates(TestCertificate.pem(folder));
        GitLabServers.get().setServers(List.of(server));
        Pipelines.run(j, script);
    }

    @Test
    public void serverMayRequireVerification() throws Exception {
        registry.get().options().checksumHeader(false);
        registry.add("a.txt", "hello");
        String step = registry.download("file: 'a.txt', credentialsId: 'deploy', verify: '%s'");
        Pipelines.run(j, "node { " + step.formatted("IF_TOLD") + " }");
        GitLabServer server = server(registry.url(), null);
        server.setVerify(Verify.REQUIRED);
        GitLabServers.get().setServers(List.of(server));
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, "node { " + step.formatted("IF_TOLD") + " }");
        j.assertLogContains("'verify' is REQUIRED", build);
        GitLabServers.get().setServers(List.of(server(registry.url(), null)));
        build = Pipelines.run(j, Result.FAILURE, "node { " + step.formatted("REQUIRED") + " }");
        j.assertLogContains("'verify' is REQUIRED", build);
    }

    @Test
    public void typeOfTheServersTokenIsKept() throws Exception {
        registry.add("a.txt", "hello");
        GitLabServer server = server(registry.url(), "other");
        server.setTokenType(TokenType.DEPLOY);
        GitLabServers.get().setServers(List.of(server));
        String step = "node { gitlabGenericDownload projectId: '7', packageName: 'app', packageVersion: '1.0',"
                + " file: 'a.txt'%s }";
        j.assertLogContains(", as a deploy token", Pipelines.run(j, Result.FAILURE, step.formatted("")));
        j.assertLogContains(
                ", as a CI job token", Pipelines.run(j, Result.FAILURE, step.formatted(", tokenType: 'JOB'")));
    }

    @Test
    public void withoutServersTheHostedServiceIsTheDefault() {
        assertThat(GitLabServers.get().defaultUrl(), is(GitLabUrl.DEFAULT));
    }

    @Test
    public void formKeepsTheServers() throws Exception {
        GitLabServer full = server("https://a.example.com/gitlab", "gitlab");
        full.setName("Ours");
        full.setTokenType(TokenType.JOB);
        full.setVerify(Verify.REQUIRED);
        full.setCaCertificates("-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----");
        GitLabServers.get().setServers(List.of(full, server("https://b.example.com", null)));
        j.configRoundtrip();
        List<GitLabServer> servers = GitLabServers.get().getServers();
        j.assertEqualDataBoundBeans(full, servers.get(0));
        assertThat(servers.get(1).getGitlabUrl(), is("https://b.example.com"));
        assertThat(servers.get(1).getCredentialsId(), nullValue());

        GitLabServers.get().setServers(List.of());
        j.configRoundtrip();
        assertThat(GitLabServers.get().getServers(), empty());
    }

    @Test
    public void serversAreSaved() {
        GitLabServers.get().setServers(List.of(server("https://a.example.com", "gitlab")));
        assertThat(
                new GitLabServers()
                        .getServers().stream().map(GitLabServer::getGitlabUrl).toList(),
                contains("https://a.example.com"));
    }

    @Test
    public void configurationAsCodeIsRead() {
        ConfigurationAsCode.get()
                .configure(
                        getClass().getResource("GitLabServersTest/servers.yaml").toString());
        List<GitLabServer> servers = GitLabServers.get().getServers();
        assertThat(servers.stream().map(GitLabServer::getName).toList(), contains("Ours", null));
        assertThat(servers.get(0).getCredentialsId(), is("gitlab"));
        assertThat(servers.get(0).getCaCertificates(), startsWith("-----BEGIN CERTIFICATE-----\n"));
        assertThat(servers.stream().map(GitLabServer::getVerify).toList(), contains(Verify.REQUIRED, Verify.IF_TOLD));
        assertThat(
                servers.stream().map(GitLabServer::getTokenType).toList(), contains(TokenType.DEPLOY, TokenType.AUTO));
        assertThat(servers.get(1).getGitlabUrl(), is("https://gitlab.com"));
    }

    @Test
    public void configurationAsCodeIsWrittenAsItIsRead() throws Exception {
        ConfigurationAsCode.get()
                .configure(
                        getClass().getResource("GitLabServersTest/servers.yaml").toString());
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        CNode exported = Util.getUnclassifiedRoot(context).get("gitlabGenericPackages");
        String yaml = Util.toYamlString(exported);
        assertThat(
                yaml.strip(),
                is(Util.toStringFromYamlFile(this, "GitLabServersTest/exported.yaml")
                        .strip()));

        GitLabServer[] before = GitLabServers.get().getServers().toArray(GitLabServer[]::new);
        GitLabServers.get().setServers(List.of());
        Path again = certificates.newFile("again.yaml").toPath();
        Files.writeString(again, "unclassified:\n  gitlabGenericPackages:\n" + yaml.indent(4));
        ConfigurationAsCode.get().configure(again.toString());
        for (int i = 0; i < before.length; i++) {
            j.assertEqualDataBoundBeans(
                    before[i], GitLabServers.get().getServers().get(i));
        }
    }

    @Test
    public void serversAreStoredSoThatALaterVersionCanReadThem() throws Exception {
        GitLabServers.get().setServers(List.of(server("https://a.example.com", "gitlab")));
        String stored =
                Files.readString(j.jenkins.getRootDir().toPath().resolve(GitLabServers.class.getName() + ".xml"));
        assertThat(stored, containsString("<gitlabUrl>https://a.example.com</gitlabUrl>"));
        assertThat(stored, not(containsString("java.util.")));
    }

    private static GitLabServer server(String url, String credentialsId) {
        GitLabServer server = new GitLabServer(url);
        server.setCredentialsId(credentialsId);
        return server;
    }
}
