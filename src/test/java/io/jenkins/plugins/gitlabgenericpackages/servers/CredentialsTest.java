package io.jenkins.plugins.gitlabgenericpackages.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsParameterDefinition;
import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Computer;
import hudson.model.Fingerprint;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericDownloadBuilder;
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericDownloadStep;
import io.jenkins.plugins.gitlabgenericpackages.JenkinsTest;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jenkins.model.FingerprintFacet;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Test;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;

public class CredentialsTest extends JenkinsTest {
    @Before
    public void addFile() {
        registry.add("a.txt", "hello");
    }

    @Test
    public void secretTextIsSentAsToken() throws Exception {
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("text", TestCredentials.TOKEN));
        run(Result.SUCCESS, j.jenkins, "text");
        assertThat(sent("PRIVATE-TOKEN"), is(TestCredentials.TOKEN));
    }

    @Test
    public void userNameWithPasswordIsSentAsLogin() throws Exception {
        registry.use(registry.builder().token(AcceptedToken.privateToken("a password")));
        registry.add("a.txt", "hello");
        TestCredentials.add(Jenkins.get(), TestCredentials.login("login", "ann", "a password"));
        run(Result.SUCCESS, j.jenkins, "login");
        assertThat(sent("Authorization"), is("Basic YW5uOmEgcGFzc3dvcmQ="));
        assertThat(sent("PRIVATE-TOKEN"), nullValue());
    }

    @Test
    public void tokenOfTheBranchSourcePluginWorksAsPassword() throws Exception {
        TestCredentials.add(Jenkins.get(), TestCredentials.login("branch-source", "", TestCredentials.TOKEN));
        run(Result.SUCCESS, j.jenkins, "branch-source");
        assertThat(sent("PRIVATE-TOKEN"), is(TestCredentials.TOKEN));
    }

    @Test
    public void withoutCredentialsOnlyPublicProjectsWork() throws Exception {
        registry.use(registry.builder().project(Project.ofPublic(7, "open/app")));
        registry.add("a.txt", "hello");
        run(Result.SUCCESS, j.jenkins, "");
        assertThat(registry.requests().all().stream().anyMatch(each -> each.hasCredentials()), is(false));
    }

    @Test
    public void folderSeesItsOwnAndOthersDoNot() throws Exception {
        Folder mine = j.createProject(Folder.class, "mine");
        Folder other = j.createProject(Folder.class, "other");
        TestCredentials.add(mine, TestCredentials.secretText("in-folder", TestCredentials.TOKEN));
        run(Result.SUCCESS, mine, "in-folder");
        registry.requests().clear();
        WorkflowRun build = run(Result.FAILURE, other, "in-folder");
        j.assertLogContains(
                "ERROR: There are no credentials with the id 'in-folder' that this build may use for " + registry.url()
                        + ", and the step asks for them. Those of the scope System are for Jenkins alone: jobs need the"
                        + " scope Global. Expected: a secret text, or a user name with password",
                build);
        j.assertLogNotContains("\tat ", build);
        assertThat(registry.requests().all().size(), is(0));
    }

    @Test
    public void userChoosesOwnCredentialsByParameter() throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .toEveryone());
        User ann = User.getById("ann", true);
        try (ACLContext context = ACL.as(ann)) {
            TestCredentials.add(ann, TestCredentials.secretText("of-ann", TestCredentials.TOKEN));
        }
        WorkflowJob pipeline = job(j.jenkins, "${TOKEN}");
        FreeStyleProject freestyle = j.createFreeStyleProject();
        GitLabGenericDownloadStep step = registry.connect(new GitLabGenericDownloadStep("app", "1.0"));
        step.setFile("b.txt");
        step.setFileName("a.txt");
        step.setCredentialsId("${TOKEN}");
        freestyle.getBuildersList().add(new GitLabGenericDownloadBuilder(step));
        for (Job<?, ?> job : List.of(pipeline, freestyle)) {
            job.addProperty(new ParametersDefinitionProperty(
                    new CredentialsParameterDefinition("TOKEN", "", "", StandardCredentials.class.getName(), true)));
            Queue.Item queued = ParameterizedJobMixIn.scheduleBuild2(
                    job,
                    0,
                    new CauseAction(new Cause.UserIdCause("ann")),
                    new ParametersAction(new CredentialsParameterValue("TOKEN", "of-ann", "")));
            j.assertBuildStatusSuccess((Run<?, ?>) queued.getFuture().get());
            assertThat(sent("PRIVATE-TOKEN"), is(TestCredentials.TOKEN));
            registry.requests().clear();
        }
        WorkflowRun byNobody = run(Result.FAILURE, j.jenkins, "of-ann");
        j.assertLogContains("There are no credentials with the id 'of-ann'", byNobody);
    }

    @Test
    public void wrongKindIsNamed() throws Exception {
        TestCredentials.add(
                Jenkins.get(),
                new FileCredentialsImpl(
                        CredentialsScope.GLOBAL, "a-file", "", "token.txt", SecretBytes.fromBytes(new byte[] {1})));
        WorkflowRun build = run(Result.FAILURE, j.jenkins, "a-file");
        j.assertLogContains(
                "ERROR: The credentials 'a-file' (Secret file) hold no GitLab token. Expected: a secret text, or a user"
                        + " name with password",
                build);
        j.assertLogNotContains("\tat ", build);
    }

    @Test
    public void missingCredentialsAreNamed() throws Exception {
        WorkflowRun build = run(Result.FAILURE, j.jenkins, "nowhere");
        j.assertLogContains("ERROR: There are no credentials with the id 'nowhere'", build);
        j.assertLogNotContains("\tat ", build);
    }

    @Test
    public void brokenSecretIsNotShown() throws Exception {
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("broken", "two words"));
        WorkflowRun build = run(Result.FAILURE, j.jenkins, "broken");
        j.assertLogContains("ERROR: The credentials 'broken' cannot be used: The token contains a space", build);
        j.assertLogNotContains("two words", build);
    }

    @Test
    public void refusalSaysWhoGaveTheCredentials() throws Exception {
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("old", "glpat-expired"));
        j.assertLogContains(
                "status 401: Unauthorized. Sent with credentials 'old' of the step, as an access token: check",
                run(Result.FAILURE, j.jenkins, "old"));
        GitLabServer server = new GitLabServer(registry.url());
        server.setName("ours");
        GitLabServers.get().setServers(List.of(server));
        j.assertLogContains(
                "No token was sent: set credentialsId, or default credentials of the server 'ours' in Manage Jenkins >"
                        + " System",
                run(Result.FAILURE, j.jenkins, ""));
        server.setCredentialsId("old");
        j.assertLogContains(
                "Sent with credentials 'old' of the server 'ours' in Manage Jenkins > System, as an access token",
                run(Result.FAILURE, j.jenkins, ""));
    }

    @Test
    public void anAddressThatIsNotConfiguredIsSaid() throws Exception {
        GitLabServer server = new GitLabServer(registry.url().replace("127.0.0.1", "localhost"));
        server.setCredentialsId("gitlab");
        GitLabServers.get().setServers(List.of(server));
        j.assertLogContains(
                "No token was sent: set credentialsId, or add " + registry.url()
                        + " with credentials in Manage Jenkins > System",
                run(Result.FAILURE, j.jenkins, ""));
    }

    @Test
    public void wrongCertificatesSayWhose() throws Exception {
        GitLabServer server = new GitLabServer(registry.url());
        server.setName("ours");
        server.setCaCertificates("garbage");
        GitLabServers.get().setServers(List.of(server));
        j.assertLogContains(
                "ERROR: CA certificates of the server 'ours' in Manage Jenkins > System: The certificate cannot be read:"
                        + " it must be in PEM",
                run(Result.FAILURE, j.jenkins, ""));
    }

    @Test
    public void useIsTracked() throws Exception {
        StandardCredentials tracked = TestCredentials.secretText("tracked", TestCredentials.TOKEN);
        TestCredentials.add(Jenkins.get(), tracked);
        assertThat(CredentialsProvider.getFingerprintOf(tracked), nullValue());
        WorkflowRun build = run(Result.SUCCESS, j.jenkins, "tracked");
        Fingerprint fingerprint = CredentialsProvider.getFingerprintOf(tracked);
        assertThat(fingerprint, notNullValue());
        assertThat(fingerprint.getRangeSet(build.getParent()).includes(build.getNumber()), is(true));
    }

    @Test
    public void whoOnlyLooksIsTrackedOnce() throws Exception {
        StandardCredentials tracked = TestCredentials.secretText("looked", TestCredentials.TOKEN);
        TestCredentials.add(Jenkins.get(), tracked);
        FreeStyleProject job = j.createFreeStyleProject();
        new JobCredentials(job).token("looked", "the trigger", TokenType.AUTO, registry.url());
        FingerprintFacet first = facet(tracked);
        new JobCredentials(job).token("looked", "the trigger", TokenType.AUTO, registry.url());
        assertThat(facet(tracked), sameInstance(first));
        FreeStyleProject other = j.createFreeStyleProject();
        new JobCredentials(other).token("looked", "the parameter", TokenType.AUTO, registry.url());
        assertThat(CredentialsProvider.getFingerprintOf(tracked).getFacets().size(), is(2));
    }

    @Test
    public void whoeverAJobRunsAsMayUseItsCredentialsOutsideOfBuildsToo() throws Exception {
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("of-the-job", TestCredentials.TOKEN));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Computer.BUILD)
                .everywhere()
                .toEveryone()
                .grant(Item.CONFIGURE, CredentialsProvider.USE_ITEM)
                .everywhere()
                .to("ann"));
        assertThat(found(runningAs("ann")), is(List.of("build", "job", "field", "check")));
        assertThat(found(runningAs("bob")), is(List.of()));
    }

    private static FreeStyleProject runningAs(String user) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate(
                                job.getFullName(), User.getById(user, true).impersonate2()));
        return job;
    }

    /** Returns who finds the credentials of Jenkins itself. */
    private List<String> found(FreeStyleProject job) throws Exception {
        try {
            List<String> found = new ArrayList<>();
            if (new CredentialsFinder.BuildCredentials(job.scheduleBuild2(0).get()).find("of-the-job", List.of())
                    != null) {
                found.add("build");
            }
            if (new JobCredentials(job).find("of-the-job", List.of()) != null) {
                found.add("job");
            }
            if (CredentialsField.items(job, "", registry.url()).stream()
                    .anyMatch(each -> each.value.equals("of-the-job"))) {
                found.add("field");
            }
            if (CredentialsField.check(job, "of-the-job", registry.url()).kind == FormValidation.Kind.OK) {
                found.add("check");
            }
            return found;
        } finally {
            QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
        }
    }

    private static FingerprintFacet facet(StandardCredentials tracked) throws Exception {
        Collection<FingerprintFacet> facets =
                CredentialsProvider.getFingerprintOf(tracked).getFacets();
        assertThat(facets.size(), is(1));
        return facets.iterator().next();
    }

    private String sent(String header) {
        return registry.requests().of(Route.DOWNLOAD).get(0).header(header);
    }

    private WorkflowRun run(Result expected, ItemGroup<?> parent, String credentialsId) throws Exception {
        return j.buildAndAssertStatus(expected, job(parent, credentialsId));
    }

    private WorkflowJob job(ItemGroup<?> parent, String credentialsId) throws Exception {
        String name = "job-" + parent.getItems().size();
        WorkflowJob job = parent instanceof Folder folder
                ? folder.createProject(WorkflowJob.class, name)
                : j.jenkins.createProject(WorkflowJob.class, name);
        String step = registry.download("file: 'a.txt', credentialsId: '" + credentialsId + "'");
        job.setDefinition(new CpsFlowDefinition("node { " + step + " }", true));
        return job;
    }
}
