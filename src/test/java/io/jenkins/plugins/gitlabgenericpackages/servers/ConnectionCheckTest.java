package io.jenkins.plugins.gitlabgenericpackages.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import hudson.util.Secret;
import io.jenkins.plugins.gitlabgenericpackages.JenkinsTest;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.standin.TestCertificate;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The button that tries a server. */
public class ConnectionCheckTest extends JenkinsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @BeforeClass
    public static void credentials() throws Exception {
        TestCredentials.addDefault();
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("wrong", "glpat-wrong"));
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("deploy", "gldt-stand-in"));
        TestCredentials.add(
                Jenkins.get(),
                new StringCredentialsImpl(
                        CredentialsScope.SYSTEM, "system", "", Secret.fromString(TestCredentials.TOKEN)));
    }

    @Test
    public void saysWhatTheTokenIsGoodFor() throws Exception {
        check(Kind.OK, "GitLab 18.6.0 answered and knows the token", "gitlab", "");
        check(Kind.OK, "shows only in a project", "deploy", "");
        check(Kind.OK, "GitLab answered", "", "");
        check(Kind.ERROR, "status 401", "wrong", "");
    }

    @Test
    public void credentialsOfNoUseToAJobAreNotTried() throws Exception {
        check(Kind.ERROR, "No such credentials", "none", "");
        check(Kind.ERROR, "No such credentials", "system", "");
        assertThat(registry.get().acceptedConnections(), is(0));
        assertThat(form().doFillCredentialsIdItems("", "").toString(), not(containsString("system")));
    }

    @Test
    public void certificateIsTrusted() throws Exception {
        Path keys = folder.getRoot().toPath();
        registry.use(registry.builder().tls(TestCertificate.context(keys)));
        check(Kind.ERROR, "certificate", "gitlab", "");
        check(Kind.OK, "18.6.0", "gitlab", TestCertificate.pem(keys));
        check(Kind.ERROR, "PEM", "gitlab", "garbage");
    }

    @Test
    public void formAsksWithWhatIsInIt() throws Exception {
        GitLabServer server = new GitLabServer(registry.url());
        server.setCredentialsId("gitlab");
        GitLabServers.get().setServers(List.of(server));
        HtmlPage page = j.createWebClient().goTo("manage/configure");
        page.getElementsByTagName("button").stream()
                .filter(button -> button.getTextContent().strip().equals("Test connection"))
                .findFirst()
                .orElseThrow()
                .click();
        page.getWebClient().waitForBackgroundJavaScript(10_000);
        assertThat(page.asNormalizedText(), containsString("GitLab 18.6.0 answered and knows the token"));
    }

    private void check(Kind kind, String message, String credentialsId, String certificates) throws Exception {
        FormValidation answer = form().doTestConnection(registry.url(), credentialsId, certificates);
        assertThat(answer.renderHtml(), containsString(message));
        assertThat(answer.kind, is(kind));
    }

    private static GitLabServer.DescriptorImpl form() {
        return Jenkins.get().getDescriptorByType(GitLabServer.DescriptorImpl.class);
    }
}
