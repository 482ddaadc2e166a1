package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Computer;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.User;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.gitlabgenericpackages.builds.RecordedUpload;
import io.jenkins.plugins.gitlabgenericpackages.client.Serialized;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServer;
import io.jenkins.plugins.gitlabgenericpackages.servers.GitLabServers;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;

/** Downloads of what a build of another job has uploaded. */
public class FromBuildTest extends StepTest {
    private WorkflowJob uploading;

    @BeforeClass
    public static void deployToken() throws Exception {
        TestCredentials.add(Jenkins.get(), TestCredentials.secretText("deploy", "gldt-stand-in"));
    }

    @Before
    public void uploadAFile() throws Exception {
        GitLabServers.get().setServers(List.of(new GitLabServer(registry.url())));
        uploading = Pipelines.job(j, upload("a.txt", "hello", "path: 'd'"));
        j.buildAndAssertSuccess(uploading);
    }

    @After
    public void nothingIsConfigured() {
        GitLabServers.get().setServers(List.of());
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        j.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
    }

    private String upload(String file, String content, String parameters) {
        return "node { writeFile file: '" + file + "', text: '" + content + "'\n"
                + registry.upload("file: '" + file + "', " + parameters) + " }";
    }

    private String download(String parameters) {
        return "node { def files = gitlabGenericDownload(fromJob: '" + uploading.getName()
                + "', credentialsId: 'gitlab', dir: 'in', retries: 0" + parameters + ")\n"
                + "echo files.collect { \"${it.path} ${it.packageVersion} ${it.verifiedBy}\" }.join(', ') }";
    }

    @Test
    public void whatTheLastSuccessfulBuildUploadedIsDownloadedAndNoMore() throws Exception {
        registry.add("b.txt", "of somebody else");
        j.assertLogContains("\nin/d/a.txt 1.0 GITLAB\n", Pipelines.run(j, download("")));
    }

    @Test
    public void aDeployTokenIsEnough() throws Exception {
        String script = download("").replace("'gitlab'", "'deploy'");
        j.assertLogContains("in/d/a.txt 1.0", Pipelines.run(j, script));
    }

    @Test
    public void aFileThatIsAnotherOneNowIsRefused() throws Exception {
        registry.add("d%2Fa.txt", "changed");
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, download(""));
        j.assertLogContains("but the build " + uploading.getName() + " #1 says 2cf24dba", build);
        j.assertLogContains(". It was uploaded again since: give each build a version of its own", build);
        assertThat(registry.requests().count(Route.DOWNLOAD) > 0, is(true));
    }

    @Test
    public void severalUploadsAreToldApartByTheirPackage() throws Exception {
        uploading.setDefinition(new CpsFlowDefinition(
                upload("a.txt", "1", "") + "\n" + upload("b.txt", "2", "") + "\n"
                        + upload("c.txt", "3", "packageName: 'docs', packageVersion: '3'"),
                true));
        j.buildAndAssertSuccess(uploading);
        j.assertLogContains(
                "#2 has uploaded several packages: app 1.0, docs 3. Name one with packageName",
                Pipelines.run(j, Result.FAILURE, download("")));
        j.assertLogContains("\nin/c.txt 3", Pipelines.run(j, download(", packageName: 'docs'")));
        j.assertLogContains("\nin/a.txt 1.0 GITLAB, in/b.txt 1.0", Pipelines.run(j, download(", packageName: 'app'")));
        j.assertLogContains("\nin/d/a.txt 1.0", Pipelines.run(j, download(", fromBuild: '1'")));
        j.assertLogContains(
                "has uploaded no package 'none', but app 1.0, docs 3",
                Pipelines.run(j, Result.FAILURE, download(", packageName: 'none'")));
    }

    @Test
    public void whatCannotWorkIsSaidBeforeAnythingIsAsked() throws Exception {
        registry.requests().clear();
        fails(
                "There is no job 'none' that this build may read ('fromJob')",
                download("").replace(uploading.getName(), "none"));
        fails("has no build '7' ('fromBuild')", download(", fromBuild: '7'"));
        fails("such as lastBuild, lastStableBuild", download(", fromBuild: 'last'"));
        fails("do not go with 'fromJob'", download(", packageVersion: '1.0'"));
        fails("to " + registry.url() + ", not to the gitlabUrl", download(", gitlabUrl: 'https://gitlab.example.com'"));
        GitLabServers.get().setServers(List.of(new GitLabServer("https://gitlab.example.com")));
        fails(registry.url() + ", which is not configured in Manage Jenkins", download(""));
        GitLabServers.get()
                .setServers(List.of(new GitLabServer("https://gitlab.example.com"), new GitLabServer(registry.url())));
        fails(registry.url() + ", which is not the first GitLab in Manage Jenkins", download(""));
        fails("'fromBuild' is a build of 'fromJob'", "node { gitlabGenericDownload fromBuild: '1' }");
        uploading.setDefinition(new CpsFlowDefinition("", true));
        j.buildAndAssertSuccess(uploading);
        fails("#2 has uploaded no package", download(""));
        assertThat(registry.requests().all().size(), is(0));
        Pipelines.run(j, download(", fromBuild: '1', gitlabUrl: '" + registry.url() + "'"));
    }

    @Test
    public void aRecordThatLacksFilesIsRefused() throws Exception {
        uploading.setDefinition(
                new CpsFlowDefinition(upload("a.txt", "1", "") + "\n" + upload("b.txt", "2", ""), true));
        WorkflowRun build = j.buildAndAssertSuccess(uploading);
        Path list = build.getRootDir().toPath().resolve("gitlab-generic-packages/1.jsonl");
        String incomplete = "The record of the build " + uploading.getName() + " #2 is incomplete: ";
        Files.writeString(list, "");
        fails(incomplete + "of the 1 files of app 1.0, it has 0. Choose another build", download(""));
        Files.delete(list);
        fails(incomplete + "of the 1 files of app 1.0, it has 0. Choose another build", download(""));
        Files.writeString(list, "\0\0\0");
        fails(
                incomplete + "of the 1 files of app 1.0, it has none that can be read. Choose another build",
                download(""));
    }

    @Test
    public void aFreestyleJobRefusesARecordThatLacksFiles() throws Exception {
        WorkflowRun build = uploading.getLastBuild();
        Files.delete(build.getRootDir().toPath().resolve("gitlab-generic-packages/1.jsonl"));
        FreeStyleProject job = j.createFreeStyleProject();
        GitLabGenericDownloadStep step = new GitLabGenericDownloadStep("", "");
        step.setFromJob(uploading.getName());
        step.setCredentialsId("gitlab");
        step.setAllowEmpty(true);
        job.getBuildersList().add(new GitLabGenericDownloadBuilder(step));
        j.assertLogContains(
                "is incomplete: of the 1 files of app 1.0, it has 0", j.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    public void aBuildThatRunsMayUploadMore() throws Exception {
        uploading.setDefinition(new CpsFlowDefinition(upload("a.txt", "1", "") + "\nsemaphore 'uploaded'", true));
        WorkflowRun running = Pipelines.start(uploading);
        SemaphoreStep.waitForStart("uploaded/1", running);
        String refused = "The build " + uploading.getName() + " #2 runs, and may upload more: ";
        fails(refused, download(", fromBuild: '2'"));
        fails(refused, download(", fromBuild: 'lastBuild'"));
        j.assertLogContains("\nin/d/a.txt 1.0", Pipelines.run(j, download("")));
        SemaphoreStep.success("uploaded/1", null);
        j.assertBuildStatusSuccess(j.waitForCompletion(running));
        j.assertLogContains("\nin/a.txt 1.0", Pipelines.run(j, download(", fromBuild: '2'")));
    }

    @Test
    public void aBuildMayTakeFromItself() throws Exception {
        uploading.setDefinition(new CpsFlowDefinition(
                upload("a.txt", "1", "") + "\n" + download(", fromBuild: env.BUILD_NUMBER"), true));
        j.assertLogContains("\nin/a.txt 1.0 GITLAB\n", j.buildAndAssertSuccess(uploading));
    }

    /** What a step uploads that is tried again is whole in the end. */
    @Test
    public void aPartThatFailedMakesAllOfThePackageIncomplete() throws Exception {
        String failing = "try { node { " + registry.upload("file: 'none.txt'") + " } } catch (e) { echo 'goes on' }\n";
        uploading.setDefinition(new CpsFlowDefinition(
                upload("a.txt", "1", "") + "\n" + upload("c.txt", "3", "packageName: 'docs', packageVersion: '3'")
                        + "\n" + failing,
                true));
        j.buildAndAssertSuccess(uploading);
        fails(
                "The build " + uploading.getName()
                        + " #2 has not uploaded all of app 1.0: its last upload to it failed."
                        + " Choose another build with fromBuild, or name packageName and packageVersion in place of fromJob",
                download(", packageName: 'app'"));
        j.assertLogContains("\nin/c.txt 3", Pipelines.run(j, download(", packageName: 'docs'")));
        uploading.setDefinition(new CpsFlowDefinition(failing + upload("a.txt", "1", ""), true));
        j.buildAndAssertSuccess(uploading);
        j.assertLogContains("\nin/a.txt 1.0", Pipelines.run(j, download("")));
    }

    private void fails(String words, String script) throws Exception {
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, script);
        j.assertLogContains(words, build);
        j.assertLogNotContains("\tat ", build);
    }

    @Test
    public void onlyAJobThatTheBuildMayReadIsThere() throws Exception {
        WorkflowJob downloading = Pipelines.job(j, download(""));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        MockAuthorizationStrategy rights = new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Computer.BUILD, CredentialsProvider.USE_ITEM)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(uploading)
                .to("alice");
        j.jenkins.setAuthorizationStrategy(rights);
        // As Jenkins itself.
        refused(downloading);
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate(
                                downloading.getFullName(),
                                User.getById("bob", true).impersonate2()));
        refused(downloading);
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .replace(new MockQueueItemAuthenticator()
                        .authenticate(
                                downloading.getFullName(),
                                User.getById("alice", true).impersonate2()));
        j.buildAndAssertSuccess(downloading);
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
        rights.grant(Item.READ).onItems(uploading).toAuthenticated();
        j.buildAndAssertSuccess(downloading);
    }

    private void refused(WorkflowJob downloading) throws Exception {
        j.assertLogContains(
                "There is no job '" + uploading.getName() + "' that this build may read",
                j.buildAndAssertStatus(Result.FAILURE, downloading));
    }

    @Test
    public void aFreestyleJobInAFolderTakesThemToo() throws Exception {
        FreeStyleProject job = j.createProject(MockFolder.class).createProject(FreeStyleProject.class, "down");
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("JOB", uploading.getName()), new StringParameterDefinition("N", "1")));
        GitLabGenericDownloadStep step = new GitLabGenericDownloadStep("", "");
        step.setFromJob("../$JOB");
        step.setFromBuild("$N");
        step.setCredentialsId("gitlab");
        job.getBuildersList().add(new GitLabGenericDownloadBuilder(step));
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        assertThat(build.getWorkspace().child("d/a.txt").readToString(), is("hello"));
        step.setFromJob("$NONE");
        j.assertLogContains("('Job')", j.buildAndAssertStatus(Result.FAILURE, job));
    }

    /** A Pipeline keeps it over a restart, and writes it each time that it is saved. */
    @Test
    public void whatWasFoundIsStoredWithoutItsFilesAndWithoutClassesOfTheClient() throws Exception {
        Job<?, ?> job = j.createFreeStyleProject();
        FreeStyleBuild asking = j.buildAndAssertSuccess((FreeStyleProject) job);
        RecordedUpload found = RecordedUpload.find(asking, uploading.getName(), "", "");
        byte[] stored = Serialized.bytes(found);
        String text = new String(stored, StandardCharsets.ISO_8859_1);
        assertThat(text.contains(".client."), is(false));
        assertThat(text.contains("a.txt"), is(false));
        RecordedUpload read = (RecordedUpload) Serialized.object(stored);
        assertThat(read.files(), is(found.files()));
        assertThat(Map.of(read.packageName(), read.packageVersion()), is(Map.of("app", "1.0")));
        assertThat(
                read.files().digests().keySet().stream().map(Object::toString).toList(), contains("d/a.txt"));
    }
}
