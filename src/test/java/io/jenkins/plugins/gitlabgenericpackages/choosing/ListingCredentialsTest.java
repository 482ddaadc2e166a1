package io.jenkins.plugins.gitlabgenericpackages.choosing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.junit.Before;
import org.junit.Test;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;

/** The list is read with what builds of that job can use, and with nothing else. */
public class ListingCredentialsTest extends ChoosingTest {
    @Before
    public void addVersion() {
        versions("1.0.0");
        GitLabServers.get().setServers(List.of());
    }

    @Test
    public void systemsCredentialsAreNeverSent() throws Exception {
        TestCredentials.add(Jenkins.get(), TestCredentials.ofTheSystem("of-the-system"));
        refused(job(with("of-the-system")), "of-the-system");
        GitLabServer server = new GitLabServer(registry.url());
        server.setCredentialsId("of-the-system");
        GitLabServers.get().setServers(List.of(server));
        refused(job(with(null)), "of-the-system");
    }

    @Test
    public void foldersCredentialsAreForItsJobs() throws Exception {
        Folder folder = j.createProject(Folder.class);
        TestCredentials.add(folder, TestCredentials.secretText("in-folder", TestCredentials.TOKEN));
        FreeStyleProject inside = folder.createProject(FreeStyleProject.class, "inside");
        inside.addProperty(new ParametersDefinitionProperty(with("in-folder")));
        offers(inside);
        registry.requests().clear();
        refused(job(with("in-folder")), "in-folder");
    }

    @Test
    public void credentialsStayInTheirDomain() throws Exception {
        CredentialsProvider.lookupStores(j.jenkins)
                .iterator()
                .next()
                .addDomain(
                        new Domain("elsewhere", "", List.of(new HostnameSpecification("gitlab.example.com", null))),
                        TestCredentials.secretText("elsewhere", TestCredentials.TOKEN));
        refusedWith(
                job(with("elsewhere")),
                "The credentials 'elsewhere' of the parameter are in a domain without the address " + registry.url());
    }

    @Test
    public void readersOwnCredentialsAreNotUsed() throws Exception {
        withUsers();
        addOfAnn("mine");
        client.login("ann");
        refused(job(with("mine")), "mine");
    }

    @Test
    public void jobThatRunsAsSomebodyReadsAsThem() throws Exception {
        withUsers();
        addOfAnn("of-ann");
        FreeStyleProject own = job(with("of-ann"));
        FreeStyleProject global = job(with("gitlab"));
        MockQueueItemAuthenticator authenticator = new MockQueueItemAuthenticator()
                .authenticate(own.getFullName(), User.getById("ann", true).impersonate2())
                .authenticate(global.getFullName(), User.getById("bob", true).impersonate2());
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().add(authenticator);
        try {
            client.login("bob");
            refused(global, "gitlab");
            offers(own);
        } finally {
            QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
        }
    }

    @Test
    public void serversCredentialsAreTheDefault() throws Exception {
        GitLabServer server = new GitLabServer(registry.url());
        server.setCredentialsId("gitlab");
        GitLabServers.get().setServers(List.of(server));
        GenericPackageVersionParameterDefinition definition = with(null);
        definition.setGitlabUrl(null);
        offers(job(definition));
        assertThat(registry.requests().all().get(0).header("PRIVATE-TOKEN"), is(TestCredentials.TOKEN));
    }

    @Test
    public void useIsTracked() throws Exception {
        StandardCredentials tracked = TestCredentials.secretText("tracked", TestCredentials.TOKEN);
        TestCredentials.add(Jenkins.get(), tracked);
        offers(job(with("tracked")));
        assertThat(CredentialsProvider.getFingerprintOf(tracked), notNullValue());
    }

    private GenericPackageVersionParameterDefinition with(String credentialsId) {
        GenericPackageVersionParameterDefinition definition = definition();
        definition.setCredentialsId(credentialsId);
        return definition;
    }

    private static void withUsers() {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, hudson.model.Item.READ, hudson.model.Item.BUILD)
                .everywhere()
                .toEveryone());
    }

    private static void addOfAnn(String id) throws Exception {
        User ann = User.getById("ann", true);
        try (ACLContext context = ACL.as(ann)) {
            TestCredentials.add(ann, TestCredentials.secretText(id, TestCredentials.TOKEN));
        }
    }

    private void offers(Job<?, ?> job) throws Exception {
        assertThat(loaded(job).offered(), contains("1.0.0", ""));
    }

    private void refused(Job<?, ?> job, String id) throws Exception {
        refusedWith(
                job,
                "There are no credentials with the id '" + id + "' that builds of this job may use for "
                        + registry.url());
    }

    private void refusedWith(Job<?, ?> job, String message) throws Exception {
        ShownParameter shown = open(job);
        shown.await("Type the version");
        assertThat(shown.status(), containsString(message));
        assertThat(registry.requests().all(), empty());
    }
}
