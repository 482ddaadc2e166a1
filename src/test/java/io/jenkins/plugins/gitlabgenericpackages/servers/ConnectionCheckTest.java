package io.jenkins.plugins.gitlabgenericpackages.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gitlabgenericpackages.JenkinsTest;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.standin.TestCertificate;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The button that tries a server. */
public class ConnectionCheckTest extends JenkinsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String tokenType = "AUTO";

    @BeforeClass
    public static void credentials() throws Exception {
        TestCredentials.addDefault();
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("wrong", "glpat-wrong"));
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("deploy", "gldt-stand-in"));
        TestCredentials.add(Jenkins.get(), TestCredentials.login("login", "ann", "wrong"));
        TestCredentials.add(Jenkins.get(), TestCredentials.ofTheSystem("system"));
    }

    @Test
    public void saysWhatTheTokenIsGoodFor() throws Exception {
        check(Kind.OK, "GitLab 18.6.0 answered and knows the token", "gitlab", "");
        check(Kind.OK, "does not say whether it knows a token of this kind", "deploy", "");
        check(Kind.OK, "GitLab answered. Without credentials, only packages of public projects", "", "");
        check(Kind.ERROR, "GitLab refuses the token (status 401: Unauthorized)", "wrong", "");
    }

    @Test
    public void userNameAndPasswordAreNotCalledRight() throws Exception {
        check(Kind.WARNING, "does not say whether user name and password are right", "login", "");
    }

    @Test
    public void typeOfTheTokenCanBeChosen() throws Exception {
        tokenType = "DEPLOY";
        check(Kind.OK, "does not say whether it knows a token of this kind", "gitlab", "");
        tokenType = "PRIVATE";
        check(Kind.ERROR, "of the type that is chosen here", "deploy", "");
    }

    @Test
    public void failuresAreInTheLanguageOfTheReader() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMAN);
        try {
            check(Kind.ERROR, "GitLab lehnt das Token ab (status 401: Unauthorized)", "wrong", "");
            registry.fault(Fault.html(503).on(Route.VERSION));
            check(Kind.ERROR, "antwortet mit status 503", "gitlab", "");
            registry.fault(Fault.status(403).on(Route.VERSION));
            check(Kind.ERROR, "GitLab verweigert die Antwort (status 403", "gitlab", "");
            // A page says nothing of the token: something before GitLab made it.
            registry.fault(Fault.html(403).on(Route.VERSION));
            check(Kind.ERROR, "antwortet mit status 403", "gitlab", "");
            registry.fault(Fault.html(200).on(Route.VERSION));
            check(Kind.ERROR, "antwortet, aber nicht wie GitLab", "gitlab", "");
            assertThat(
                    form().doTestConnection("http://127.0.0.1:1", "", tokenType, "")
                            .getMessage(),
                    containsString(
                            "http://127.0.0.1:1 ist nicht zu erreichen: no connection to 127.0.0.1:1 (Connection refused). Host"));
            assertThat(
                    form().doTestConnection(registry.url().replace("http:", "https:"), "", tokenType, "")
                            .getMessage(),
                    containsString("spricht kein https"));
            assertThat(
                    form().doTestConnection("ftp://x", "", tokenType, "").getMessage(),
                    containsString("Eine Adresse mit http oder https angeben"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    public void credentialsOfNoUseToAJobAreNotTried() throws Exception {
        check(Kind.ERROR, "No such credentials", "none", "");
        check(Kind.ERROR, "Jobs get none of the scope System, and none of a domain without this address", "system", "");
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
        FormValidation answer = form().doTestConnection(registry.url(), credentialsId, tokenType, certificates);
        assertThat(answer.renderHtml(), containsString(message));
        assertThat(answer.kind, is(kind));
    }

    private static GitLabServer.DescriptorImpl form() {
        return Jenkins.get().getDescriptorByType(GitLabServer.DescriptorImpl.class);
    }
}
