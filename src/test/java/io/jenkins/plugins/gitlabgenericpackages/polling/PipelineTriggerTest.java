package io.jenkins.plugins.gitlabgenericpackages.polling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.scm.NullSCM;
import io.jenkins.plugins.gitlabbranchsource.GitLabSCMSource;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersionCause;
import io.jenkins.plugins.gitlabserverconfig.servers.GitLabServer;
import io.jenkins.plugins.gitlabserverconfig.servers.GitLabServers;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import jenkins.branch.Branch;
import jenkins.branch.BranchSource;
import jenkins.scm.api.SCMHead;
import jenkins.scm.impl.SingleSCMSource;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.Test;
import org.jvnet.hudson.test.SingleFileSCM;

/** The trigger in Pipelines, wherever they are. */
public class PipelineTriggerTest extends PollingTestCase {
    private String call() {
        return "gitlabGenericPackage(spec: '0 0 29 2 *', projectId: '7', packageName: 'app', completeWhen: 'f',"
                + " credentialsId: 'gitlab', gitlabUrl: '" + registry.url() + "')";
    }

    private String declarativeScript() {
        return """
                pipeline {
                    agent any
                    triggers { %s }
                    stages {
                        stage('Take it') {
                            when { expression { env.GITLAB_PACKAGE_VERSION } }
                            steps {
                                echo "made at ${env.GITLAB_PACKAGE_CREATED_AT}"
                                script {
                                    def files = %s
                                    echo "took ${files[0].fileName} of ${files[0].packageVersion}"
                                }
                            }
                        }
                    }
                }
                """.formatted(call(), registry.download("packageVersion: env.GITLAB_PACKAGE_VERSION, dir: 'in'"));
    }

    private static WorkflowJob define(WorkflowJob job, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        j.buildAndAssertSuccess(job);
        return job;
    }

    private void assertBuildsEachVersion(WorkflowJob job) throws Exception {
        poll(job);
        assertThat(latest(job), startsWith("The first poll"));
        add("1.0");
        add("1.1");
        poll(job);
        // Builds that may run at a time start together.
        assertThat(built(job), containsInAnyOrder("?", "1.0", "1.1"));
        for (WorkflowRun build : job.getBuilds().limit(2)) {
            j.assertBuildStatusSuccess(build);
            j.assertLogContains(
                    "took f of " + build.getCause(NewVersionCause.class).getPackageVersion(), build);
        }
        // A build may write it anew, with its own properties.
        String configuration = job.getConfigFile().asString();
        poll(job);
        assertThat(built(job).size(), is(3));
        assertThat(job.getConfigFile().asString(), is(configuration));
    }

    @Test
    public void declarative() throws Exception {
        assertBuildsEachVersion(define(j.createProject(WorkflowJob.class), declarativeScript()));
    }

    @Test
    public void scriptedInAFolderWithItsOwnCredentials() throws Exception {
        Folder folder = j.createProject(Folder.class, "folder");
        TestCredentials.add(folder, TestCredentials.secretText("of-the-folder", TestCredentials.TOKEN));
        String script = """
                properties([pipelineTriggers([%s]), disableConcurrentBuilds()])
                node {
                    if (env.GITLAB_PACKAGE_VERSION) {
                        def files = %s
                        echo "took ${files[0].fileName} of ${files[0].packageVersion}"
                    }
                }
                """.formatted(
                        call(), registry.download("packageVersion: env.GITLAB_PACKAGE_VERSION, dir: 'in'"))
                .replace("'gitlab'", "'of-the-folder'");
        assertBuildsEachVersion(define(folder.createProject(WorkflowJob.class, "scripted"), script));
    }

    @Test
    public void aBranchOfAMultibranchProject() throws Exception {
        WorkflowMultiBranchProject project = j.createProject(WorkflowMultiBranchProject.class, "branches");
        project.getSourcesList()
                .add(new BranchSource(new SingleSCMSource(
                        "main",
                        new SingleFileSCM("Jenkinsfile", declarativeScript().getBytes()))));
        project.scheduleBuild2(0).getFuture().get();
        j.waitUntilNoActivity();
        WorkflowJob branch = project.getItem("main");
        j.assertBuildStatusSuccess(branch.getLastBuild());
        assertBuildsEachVersion(branch);
    }

    @Test
    public void aJobThatIsSeededAgainLosesNothing() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("properties([pipelineTriggers([" + call() + "])])", true));
        String seed = job.getConfigFile().asString();
        j.buildAndAssertSuccess(job);
        poll(job);
        job.updateByXml((Source) new StreamSource(new StringReader(seed)));
        assertFalse(GitLabGenericPackageTrigger.of(job).isPresent());
        add("1.0");
        j.buildAndAssertSuccess(job);
        poll(job);
        assertThat(built(job), is(List.of("?", "?", "1.0")));
    }

    @Test
    public void buildsThatMayNotRunAtATimeWaitForEachOther() throws Exception {
        WorkflowJob job =
                define(j.createProject(WorkflowJob.class), "properties([pipelineTriggers([" + call() + "])])");
        job.addProperty(new DisableConcurrentBuildsJobProperty());
        job.setQuietPeriod(1);
        poll(job);
        for (int i = 0; i < 5; i++) {
            add("1." + i);
        }
        poll(job);
        assertThat(built(job), is(List.of("?", "1.0", "1.1", "1.2", "1.3", "1.4")));
        assertThat(new PollingFile(job).read().started().size(), is(0));
    }

    @Test
    public void theProjectIsThatOfTheJobsOwnSource() throws Exception {
        GitLabServers.get().setServers(List.of(new GitLabServer(registry.url(), "known", "")));
        WorkflowMultiBranchProject parent = j.createProject(WorkflowMultiBranchProject.class);
        GitLabSCMSource source = new GitLabSCMSource("known", "group", "group/sub/app");
        parent.getSourcesList().add(new BranchSource(source));
        WorkflowJob job = parent.getProjectFactory()
                .newInstance(new Branch(source.getId(), new SCMHead("main"), new NullSCM(), List.of()));
        GitLabGenericPackageTrigger trigger = new GitLabGenericPackageTrigger("0 0 29 2 *", "", "app");
        trigger.setGitlabUrl(registry.url());
        trigger.setCredentialsId("gitlab");
        assertThat(trigger.watch(job).settings().registry().projectId(), is("group/sub/app"));
        GitLabServers.get().setServers(List.of(new GitLabServer("https://one.example.com", "known", "")));
        assertThat(
                assertThrows(InvalidRequestException.class, () -> trigger.watch(job))
                        .getMessage(),
                is(
                        "projectId is missing, and the job's own project group/sub/app is at https://one.example.com, not at "
                                + registry.url() + ": set gitlabUrl or projectId"));
        String without = call().replace("projectId: '7', ", "");
        WorkflowJob other =
                define(j.createProject(WorkflowJob.class), "properties([pipelineTriggers([" + without + "])])");
        poll(other);
        assertThat(latest(other), containsString("projectId is missing"));
    }

    @Test
    public void ofTwoTriggersTheLogSaysWhichOnePolls() throws Exception {
        WorkflowJob job = define(
                j.createProject(WorkflowJob.class),
                "properties([pipelineTriggers([" + call().replace("'app'", "'lib'") + ", " + call() + "])])");
        poll(job);
        assertThat(latest(job), startsWith("This job has another trigger of this kind, for the package lib of 7: it"));
        job.doReload();
        add("1.0");
        poll(job);
        assertThat(built(job), is(List.of("?", "1.0")));
        assertThat(latest(job), containsString("for the package lib of 7"));
        define(job, "properties([pipelineTriggers([" + call() + "])])");
        poll(job);
        assertThat(latest(job), is("Nothing new"));
        String cloned = call().replace("'7'", "'https://oauth2:glpat-secret@gitlab.example.com/group/app.git'");
        define(job, "properties([pipelineTriggers([" + cloned + ", " + call() + "])])");
        poll(job);
        assertThat(latest(job), containsString("for the package app of group/app: it"));
    }

    @Test
    public void whatTheDocumentationPrintsIsTaken() throws Exception {
        String rest = "pipeline {\n agent any\n %s\n stages { stage('Take it') { steps { echo 'taken' } } }\n}";
        assertDocumented("1.x", null, rest.formatted(code("README.md", "Start a build when a package comes")));
        assertDocumented("1.x", "SHA256SUMS", code("docs/trigger.md", "Start a build when a package comes"));
        String scripted = code("docs/other-side.md", "GitLab makes, Jenkins tests");
        assertDocumented(null, "SHA256SUMS", scripted.substring(0, scripted.indexOf("node(")));
    }

    private static void assertDocumented(String version, String completeWhen, String script) throws Exception {
        WorkflowJob job = define(j.createProject(WorkflowJob.class), script);
        GitLabGenericPackageTrigger trigger =
                GitLabGenericPackageTrigger.of(job).orElseThrow();
        assertThat(trigger.getSpec(), is("H/5 * * * *"));
        assertThat(trigger.getProjectId(), is("group/app"));
        assertThat(trigger.getPackageName(), is("app"));
        assertThat(trigger.getPackageVersion(), is(version));
        assertThat(trigger.getCompleteWhen(), is(completeWhen));
        assertThat(trigger.getCredentialsId(), is("gitlab"));
    }

    /** Returns the first Pipeline below a heading. */
    private static String code(String page, String heading) throws Exception {
        String below = Files.readString(Path.of(page)).split("# " + Pattern.quote(heading) + "\n", 2)[1];
        return below.split("```groovy\n", 2)[1].split("```", 2)[0];
    }

    @Test
    public void aNumberOfAProjectIsEnoughForTheLink() throws Exception {
        WorkflowJob job =
                define(j.createProject(WorkflowJob.class), "properties([pipelineTriggers([" + call() + "])])");
        poll(job);
        add("1.0");
        poll(job);
        assertThat(
                job.getLastBuild().getCause(NewVersionCause.class).getPage(),
                is(registry.url() + "/" + "group/sub/app" + "/-/packages/1"));
        assertThat(registry.get().files(RegistryRule.PROJECT, "app", "1.0").size(), is(1));
    }
}
