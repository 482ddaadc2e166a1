package io.jenkins.plugins.gitlabgenericpackages.plugins;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.dabsquared.gitlabjenkins.connection.GitLabConnection;
import com.dabsquared.gitlabjenkins.connection.GitLabConnectionConfig;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.scm.NullSCM;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.gitlabbranchsource.GitLabSCMSource;
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericUploadStep;
import io.jenkins.plugins.gitlabgenericpackages.StepTest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabserverconfig.servers.GitLabServer;
import io.jenkins.plugins.gitlabserverconfig.servers.GitLabServers;
import java.net.URL;
import java.util.List;
import jenkins.branch.Branch;
import jenkins.branch.BranchSource;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMHead;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.After;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** What GitLab Branch Source and the GitLab plugin know need not be said again. */
public class OtherPluginsTest extends StepTest {
    private static final String FILL =
            "descriptorByName/" + GitLabGenericUploadStep.class.getName() + "/fillGitlabUrlItems";

    @After
    public void forget() {
        GitLabServers.get().setServers(List.of());
        GitLabConnectionConfig.get().setConnections(List.of());
        j.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    @Test
    public void theirAddressesAreOffered() throws Exception {
        know("https://one.example.com");
        GitLabConnectionConfig.get()
                .setConnections(List.of(
                        connection("a", "https://two.example.com"), connection("b", "https://one.example.com")));
        String offered = offered(null, FILL);
        assertThat(offered, is("[\"https://one.example.com\",\"https://two.example.com\"]"));
        assertThat("never their credentials", offered, not(containsString("id-of-")));
    }

    @Test
    public void addressWithALoginIsNeitherOfferedNorNamed() throws Exception {
        know("https://oauth2:glpat-secret@one.example.com");
        GitLabConnectionConfig.get()
                .setConnections(List.of(
                        connection("a", "https://two.example.com/?private_token=glpat-secret"),
                        connection("b", "https://glpat-secret@three.example.com"),
                        connection("c", "HTTPS://Four.example.com/")));
        assertThat(offered(null, FILL), is("[\"https://four.example.com\"]"));
        WorkflowJob job = branch("node { " + registry.download("projectId: ''") + " }", "group/app");
        assertThat(JobSource.of(job).isPresent(), is(false));
        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("projectId is missing", build);
        j.assertLogNotContains("glpat-secret", build);
    }

    @Test
    public void ownAddressWithALoginIsNotOffered() throws Exception {
        io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers.get()
                .setServers(List.of(
                        own("https://oauth2:glpat-secret@one.example.com"), own("https://two.example.com/gitlab")));
        try {
            assertThat(offered(null, FILL), startsWith("[\"https://two.example.com/gitlab\""));
            assertThat(offered(null, FILL), not(containsString("glpat-secret")));
        } finally {
            io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers.get().setServers(List.of());
        }
    }

    private static io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer own(String url) {
        return new io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer(url);
    }

    @Test
    public void addressesAreForThoseWhoSeeTheForm() throws Exception {
        know("https://one.example.com");
        FreeStyleProject job = j.createFreeStyleProject("seen");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "configurer")
                .grant(Item.CONFIGURE, Item.EXTENDED_READ)
                .onItems(job)
                .to("configurer"));
        assertThat(offered("configurer", "job/seen/" + FILL), containsString("one.example.com"));
        assertThat(offered("reader", "job/seen/" + FILL), is("[]"));
        assertThat(offered("configurer", FILL), is("[]"));
    }

    @Test
    public void projectIsThatOfTheJobsOwnSource() throws Exception {
        know(registry.url() + "/");
        registry.add("a.txt", "hello");
        j.buildAndAssertSuccess(branch("node { " + registry.download("projectId: ''") + " }", "group/sub/app"));
        assertThat(
                registry.requests().of(Route.DOWNLOAD).get(0).target(),
                is("/api/v4/projects/group%2Fsub%2Fapp/packages/generic/app/1.0/a.txt"));
        registry.requests().clear();
        j.buildAndAssertSuccess(
                branch("withEnv(['CI_PROJECT_ID=7']) { " + registry.versions("projectId: ''") + " }", "group/none"));
        assertThat("the environment goes first", registry.requests().count(Route.LIST_PACKAGES), is(1));
    }

    @Test
    public void projectOfAnotherGitLabIsNotTaken() throws Exception {
        know("https://one.example.com");
        WorkflowRun build = j.buildAndAssertStatus(
                Result.FAILURE, branch("node { " + registry.download("projectId: ''") + " }", "group/app"));
        j.assertLogContains(
                "ERROR: projectId is missing, and the job's own project group/app is at https://one.example.com, not at "
                        + registry.url() + ": set gitlabUrl or projectId",
                build);
        assertThat(registry.requests().all(), empty());
    }

    @Test
    public void otherJobsHaveNoSource() throws Exception {
        assertThat(JobSource.of(j.createFreeStyleProject()).isPresent(), is(false));
        WorkflowJob severalProjects = branch("echo 'hello'", "group/app");
        ((WorkflowMultiBranchProject) severalProjects.getParent())
                .getSourcesList()
                .add(new BranchSource(new GitLabSCMSource("known", "group", "group/other")));
        know(registry.url());
        assertThat(JobSource.of(severalProjects).isPresent(), is(false));
    }

    private static void know(String url) {
        GitLabServers.get().setServers(List.of(new GitLabServer(url, "known", "id-of-branch-source")));
    }

    private static GitLabConnection connection(String name, String url) {
        return new GitLabConnection(name, url, "id-of-gitlab-plugin", "autodetect", false, 10, 10);
    }

    /** Returns a job as the multibranch project of that project makes them. */
    private WorkflowJob branch(String script, String project) throws Exception {
        WorkflowMultiBranchProject parent = j.createProject(WorkflowMultiBranchProject.class);
        GitLabSCMSource source = new GitLabSCMSource("known", "group", project);
        parent.getSourcesList().add(new BranchSource(source));
        WorkflowJob job = parent.getProjectFactory()
                .newInstance(new Branch(source.getId(), new SCMHead("main"), new NullSCM(), List.of()));
        job.onCreatedFromScratch();
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static String offered(String user, String path) throws Exception {
        WebClient client = j.createWebClient();
        if (user != null) {
            client.withBasicApiToken(user);
        }
        return client.getPage(client.addCrumb(new WebRequest(new URL(j.getURL(), path), HttpMethod.POST)))
                .getWebResponse()
                .getContentAsString();
    }
}
