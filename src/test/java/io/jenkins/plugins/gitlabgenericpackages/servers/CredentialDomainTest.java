package io.jenkins.plugins.gitlabgenericpackages.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.HostnamePortSpecification;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.domains.PathSpecification;
import com.cloudbees.plugins.credentials.domains.SchemeSpecification;
import hudson.model.Result;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericDownloadStep;
import io.jenkins.plugins.gitlabgenericpackages.JenkinsTest;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.BeforeClass;
import org.junit.Test;

/** Credentials in a domain go to the hosts of that domain, however an address is written. */
public class CredentialDomainTest extends JenkinsTest {
    @BeforeClass
    public static void credentials() throws Exception {
        add("elsewhere", new Domain("elsewhere", "", List.of(new HostnameSpecification("gitlab.example.com", null))));
        add(
                "here",
                new Domain(
                        "here",
                        "",
                        List.of(
                                new SchemeSpecification("http"),
                                new HostnameSpecification("127.0.0.1, localhost", null),
                                new PathSpecification("/api/v4/**", null, true))));
    }

    @Test
    public void runSendsNoTokenOutOfTheDomain() throws Exception {
        for (String address : crafted()) {
            Pipelines.run(
                    j,
                    Result.FAILURE,
                    "node { " + registry.download("credentialsId: 'elsewhere', gitlabUrl: '" + address + "'") + " }");
        }
        j.assertLogContains(
                "The credentials 'elsewhere' of the step are in a domain without the address " + registry.url()
                        + ", so this build may not use them there: add the address to the domain",
                Pipelines.run(j, Result.FAILURE, "node { " + registry.download("credentialsId: 'elsewhere'") + " }"));
        assertThat(registry.requests().all(), empty());
    }

    @Test
    public void formOffersNoneOutOfTheDomain() {
        for (String address : crafted()) {
            assertThat(step().doFillCredentialsIdItems(null, "", address).toString(), not(containsString("elsewhere")));
            assertThat(server().doFillCredentialsIdItems("", address).toString(), not(containsString("elsewhere")));
        }
        assertThat(
                step().doFillCredentialsIdItems(null, "", "https://gitlab.example.com")
                        .toString(),
                containsString("elsewhere"));
    }

    @Test
    public void formCheckFindsNoneOutOfTheDomain() {
        for (String address : crafted()) {
            refused(step().doCheckCredentialsId(null, "elsewhere", address));
            refused(server().doCheckCredentialsId("elsewhere", address));
        }
        assertThat(step().doCheckCredentialsId(null, "elsewhere", "https://gitlab.example.com").kind, is(Kind.OK));
    }

    @Test
    public void connectionTestSendsNoTokenOutOfTheDomain() throws Exception {
        for (String address : crafted()) {
            assertThat(server().doTestConnection(address, "elsewhere", "AUTO", "").kind, is(Kind.ERROR));
        }
        assertThat(registry.get().acceptedConnections(), is(0));
    }

    @Test
    public void domainOfTheHostIsGoodForAllOfThem() throws Exception {
        registry.add("a.txt", "hello");
        Pipelines.run(j, "node { " + registry.download("credentialsId: 'here'") + " }");
        assertThat(step().doFillCredentialsIdItems(null, "", registry.url()).toString(), containsString("here"));
        assertThat(step().doCheckCredentialsId(null, "here", registry.url()).kind, is(Kind.OK));
        assertThat(server().doTestConnection(registry.url(), "here", "AUTO", "").kind, is(Kind.OK));
    }

    @Test
    public void portThatIsNotWrittenIsKnown() throws Exception {
        add(
                "https-only",
                new Domain("https-only", "", List.of(new HostnamePortSpecification("gitlab.example.com:443", null))));
        assertThat(step().doCheckCredentialsId(null, "https-only", "https://gitlab.example.com").kind, is(Kind.OK));
        refused(step().doCheckCredentialsId(null, "https-only", "http://gitlab.example.com"));
    }

    @Test
    public void dotAtTheEndOfAHostIsNoWayOutOfADomain() throws Exception {
        add("not-there", new Domain("not-there", "", List.of(new HostnameSpecification(null, "gitlab.example.com"))));
        refused(step().doCheckCredentialsId(null, "not-there", "https://gitlab.example.com./"));
    }

    /** Addresses of the registry that are no URIs, and so named no host to the credentials plugin. */
    private List<String> crafted() {
        return Stream.of("%s", "%s/x|y", "%s/{", "%s/\"", "%s/%%zz", "\u2003%s")
                .map(address -> address.formatted(registry.url()))
                .toList();
    }

    private static void refused(FormValidation check) {
        assertThat(check.kind, is(Kind.WARNING));
        assertThat(check.getMessage(), is(Messages.CredentialsField_NotFound()));
    }

    private static void add(String id, Domain domain) throws Exception {
        CredentialsProvider.lookupStores(j.jenkins)
                .iterator()
                .next()
                .addDomain(domain, TestCredentials.secretText(id, TestCredentials.TOKEN));
    }

    private static GitLabGenericDownloadStep.DescriptorImpl step() {
        return Jenkins.get().getDescriptorByType(GitLabGenericDownloadStep.DescriptorImpl.class);
    }

    private static GitLabServer.DescriptorImpl server() {
        return Jenkins.get().getDescriptorByType(GitLabServer.DescriptorImpl.class);
    }
}
