package io.jenkins.plugins.gitlabgenericpackages.retention;

import static io.jenkins.plugins.gitlabgenericpackages.RegistryRule.PROJECT;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixProject;
import hudson.matrix.TextAxis;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericDownloadBuilder;
import io.jenkins.plugins.gitlabgenericpackages.GitLabGenericDownloadStep;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.RegistryRule;
import io.jenkins.plugins.gitlabgenericpackages.StepTest;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.builds.KeptBuilds;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.LoggerRule;

public class CleanupStepTest extends StepTest {
    private static final String UNREADABLE = "A build that may be kept forever cannot be read, so nothing is deleted:"
            + " Jenkins' log names it (keepBuilds: false does not look)";

    @Rule
    public final LoggerRule logs = new LoggerRule();

    @Before
    public void versions() {
        for (String version : new String[] {"1.0.0", "1.9.0", "1.10.0", "1.11.0"}) {
            registry.get().addFile(PROJECT, "app", version, "app.zip", new byte[10]);
        }
    }

    private List<String> left() {
        return registry.get().packages(PROJECT).stream()
                .filter(each -> !each.status().equals(StoredPackage.PENDING_DESTRUCTION))
                .map(each -> each.key().version())
                .toList();
    }

    private String step(String parameters) {
        return registry.cleanup(parameters);
    }

    @Test
    public void thePagesPipelineWorksAsPrinted() throws Exception {
        String page = Files.readString(Path.of("docs/retention.md"))
                .replaceFirst("(?s).*?```groovy\n", "")
                .replaceFirst("(?s)```.*", "");
        String script = page.replace("keepDays: 30, ", "")
                .replace("keep: 10", "keep: 2")
                .replace("projectId: 'group/app'", "gitlabUrl: '" + registry.url() + "', projectId: '7'");
        Pipelines.run(j, script);
        assertThat(left(), is(List.of("1.10.0", "1.11.0")));
    }

    @Test
    public void aDryRunIsTheDefaultAndSaysHowToDeleteIt() throws Exception {
        WorkflowRun build = Pipelines.run(j, step("keep: 2"));
        assertThat(left().size(), is(4));
        j.assertLogContains(
                "4 versions of app: 2 would be deleted (20 B). To delete, switch off the dry run (dryRun: false)",
                build);
        j.assertLogContains("kept: among the 2 highest", build);
        assertThat(registry.requests().count(Route.DELETE_PACKAGE), is(0));
    }

    @Test
    public void theResultTellsAllInTheSandbox() throws Exception {
        WorkflowRun build = Pipelines.run(j, "for (each in " + step("keep: 3, dryRun: false") + """
                ) {
                    echo "<${each.version}|${each.verdict}|${each.reason}|${each.files}|${each.size}|${each.downloadedAt}>"
                }
                """);
        j.assertLogContains("<1.11.0|KEPT|the newest|-1|0|>", build);
        j.assertLogContains("<1.0.0|DELETED||1|10|>", build);
        assertThat(left(), is(List.of("1.9.0", "1.10.0", "1.11.0")));
    }

    @Test
    public void whatABuildHasThatIsKeptForeverStays() throws Exception {
        WorkflowJob job = Pipelines.job(j, "node { " + registry.download("dir: 'in', packageVersion: '1.0.0'") + " }");
        WorkflowRun kept = j.buildAndAssertSuccess(job);
        kept.keepLog();
        WorkflowRun other =
                Pipelines.run(j, "node { " + registry.download("dir: 'in', packageVersion: '1.9.0'") + " }");
        WorkflowRun build = Pipelines.run(j, step("keep: 1, dryRun: false"));
        assertThat(left(), is(List.of("1.0.0", "1.11.0")));
        j.assertLogContains("kept: a build that is kept forever", build);
        // Not everybody who reads the log may see that job.
        j.assertLogNotContains(kept.getParent().getName(), build);
        kept.keepLog(false);
        Pipelines.run(j, step("keep: 1, dryRun: false"));
        assertThat(left(), is(List.of("1.11.0")));
    }

    @Test
    public void buildsNeedNotCount() throws Exception {
        WorkflowRun kept = Pipelines.run(j, "node { " + registry.download("dir: 'in', packageVersion: '1.0.0'") + " }");
        kept.keepLog();
        Pipelines.run(j, step("keep: 1, dryRun: false, keepBuilds: false"));
        assertThat(left(), is(List.of("1.11.0")));
        // The next test's registry may have the same port.
        kept.keepLog(false);
    }

    @Test
    public void listsOfRulesAreTakenAsTheyAre() throws Exception {
        Pipelines.run(j, step("keep: 1, dryRun: false, keepVersions: ['1.0.0', '1.9.x']"));
        assertThat(left(), is(List.of("1.0.0", "1.9.0", "1.11.0")));
    }

    @Test
    public void aStopEndsItBetweenTwoDeletions() throws Exception {
        Fault stalled = registry.fault(
                Fault.stallBeforeAnswer().on(Route.DELETE_PACKAGE).after(1));
        DumbSlave agent = j.createOnlineSlave();
        WorkflowRun build = Pipelines.start(
                Pipelines.job(j, "node('" + agent.getNodeName() + "') { " + step("keep: 1, dryRun: false") + " }"));
        assertThat(stalled.awaitReached(RegistryRule.SOON), is(true));
        build.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        stalled.release();
        assertThat(left(), is(List.of("1.10.0", "1.11.0")));
        assertThat(registry.requests().count(Route.DELETE_PACKAGE), is(2));
    }

    /** All versions would be candidates. */
    @Test
    public void aVariableThatNobodyHasSetWidensNoRule() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("RULE", "")));
        GitLabGenericCleanupStep step = registry.connect(new GitLabGenericCleanupStep("app"));
        step.setKeep(1);
        step.setDryRun(false);
        step.setPackageVersion("${RULE}");
        job.getBuildersList().add(new GitLabGenericCleanupBuilder(step));
        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("'Version' is empty", build);
        assertThat(left().size(), is(4));
    }

    @Test
    public void aBuildStepReplacesVariablesAndShowsItsTable() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("NAME", "app")));
        GitLabGenericCleanupStep step = registry.connect(new GitLabGenericCleanupStep("${NAME}"));
        step.setKeep(2);
        step.setDryRun(false);
        step.setKeepVersions("1.0.0");
        job.getBuildersList().add(new GitLabGenericCleanupBuilder(step));
        job = j.configRoundtrip(job);
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        assertThat(left(), is(List.of("1.0.0", "1.10.0", "1.11.0")));
        String page = j.createWebClient().getPage(build).asNormalizedText();
        assertThat(page, containsString("app of 7: 4 versions, 1 deleted"));
        assertThat(page, containsString("kept\tfits 1.0.0"));
        String api = j.createWebClient()
                .goTo(build.getUrl() + "api/json?depth=1", "application/json")
                .getWebResponse()
                .getContentAsString();
        assertThat(api, containsString("\"verdict\":\"DELETED\""));
    }

    @Test
    public void thePageHasNoMoreRowsThanItCanShow() throws Exception {
        for (int i = 0; i < 250; i++) {
            registry.get().addFile(PROJECT, "app", "2." + i + ".0", "app.zip", new byte[1]);
        }
        WorkflowRun build = Pipelines.run(j, step("keep: 245"));
        String page = j.createWebClient().getPage(build).asNormalizedText();
        assertThat(page, containsString("54 more: see the log"));
        assertThat(
                page.lines().filter(line -> line.contains("\twould be deleted")).count(), is(9L));
    }

    @Test
    public void rowsAreBoundedForTheWholeBuild() throws Exception {
        for (int i = 0; i < 150; i++) {
            registry.get().addFile(PROJECT, "app", "2." + i + ".0", "app.zip", new byte[1]);
        }
        WorkflowRun build = Pipelines.run(j, (step("keep: 2") + "\n").repeat(3));
        int rows = build.getAction(CleanupsAction.class).getCleanups().stream()
                .mapToInt(each -> each.getVersions().size())
                .sum();
        assertThat(rows, is(200));
    }

    /** Of what broke off, log and page tell what was done until then. */
    @Test
    public void aFailureTellsWhatWasDeletedBefore() throws Exception {
        registry.fault(Fault.status(403).on(Route.DELETE_PACKAGE).after(1));
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, step("keep: 1, dryRun: false"));
        j.assertLogContains("4 versions of app: 1 deleted (10 B)", build);
        j.assertLogContains("kept: not reached", build);
        assertThat(build.getAction(CleanupsAction.class).getCleanups().get(0).getDeletedCount(), is(1));
    }

    @Test
    public void theCellsOfABuildThatIsKeptForeverCount() throws Exception {
        MatrixProject whole = j.createProject(MatrixProject.class);
        whole.setAxes(new AxisList(new TextAxis("A", "1")));
        GitLabGenericDownloadStep download = registry.connect(new GitLabGenericDownloadStep("app", "1.0.0"));
        download.setDir("in");
        whole.getBuildersList().add(new GitLabGenericDownloadBuilder(download));
        MatrixBuild kept = j.buildAndAssertSuccess(whole);
        kept.keepLog();
        Pipelines.run(j, step("keep: 1, dryRun: false"));
        assertThat(left(), is(List.of("1.0.0", "1.11.0")));
        kept.keepLog(false);
    }

    @Test
    public void aKeptBuildThatCannotBeReadDeletesNothing() throws Exception {
        WorkflowJob job = Pipelines.job(j, "node { " + registry.download("dir: 'in', packageVersion: '1.0.0'") + " }");
        WorkflowRun kept = j.buildAndAssertSuccess(job);
        kept.keepLog();
        Path record = kept.getRootDir().toPath().resolve("build.xml");
        Files.writeString(record, Files.readString(record).replace("</flow-build>", "<"));
        job.doReload();
        try {
            WorkflowRun build = Pipelines.run(j, Result.FAILURE, step("keep: 1, dryRun: false"));
            j.assertLogContains(UNREADABLE, build);
            assertThat(left().size(), is(4));
        } finally {
            Files.delete(record);
        }
    }

    /** Not everybody who reads the log may see that job. */
    @Test
    public void aBuildThatCannotBeReadDeletesNothingAndIsNotNamed() throws Exception {
        WorkflowJob job = Pipelines.job(j, "");
        Path record = job.getBuildDir().toPath().resolve("1/build.xml");
        Files.createDirectories(record);
        logs.record(KeptBuilds.class, Level.WARNING).capture(10);
        try {
            WorkflowRun build = Pipelines.run(j, Result.FAILURE, step("keep: 1, dryRun: false"));
            j.assertLogContains(UNREADABLE, build);
            j.assertLogNotContains(job.getName() + "/builds", build);
            j.assertLogNotContains("\tat ", build);
            assertThat(left().size(), is(4));
            assertThat(
                    logs.getRecords().get(0).getThrown().getMessage(),
                    containsString(job.getName() + "/builds/1/build.xml"));
        } finally {
            Files.delete(record);
        }
    }

    /** A GitLab or a project that was renamed since does not matter. */
    @Test
    public void aKeptBuildCountsHoweverItNamesTheGitLabAndTheProject() throws Exception {
        WorkflowRun kept = Pipelines.run(
                j,
                "node { "
                        + registry.download(
                                "dir: 'in', packageVersion: '1.0.0', projectId: 'group/sub/app', gitlabUrl: '"
                                        + registry.url().replace("127.0.0.1", "localhost") + "'")
                        + " }");
        kept.keepLog();
        Pipelines.run(j, step("keep: 1, dryRun: false"));
        assertThat(left(), is(List.of("1.0.0", "1.11.0")));
        kept.keepLog(false);
    }

    @Test
    public void whatCannotWorkFailsInOneLine() throws Exception {
        refused("Say what to keep: give 'keep', 'keepDays' or both", "dryRun: false");
        refused("keepVersions takes a text or a list of texts", "keep: 1, keepVersions: [a: 'b']");
        refused("packageVersion must not be 'latest'", "keep: 1, packageVersion: 'latest'");
        refused("packageVersion is empty: leave it out, or give a rule", "keep: 1, packageVersion: ''");
        refused("keepVersions is empty: leave it out, or give a rule", "keep: 1, keepVersions: \"${' '}\"");
        refused("atMost must be from 1 to 1000000", "keep: 1, atMost: 0");
        TestCredentials.add(j.jenkins, TestCredentials.secretText("deploy", "gldt-stand-in"));
        refused("as a deploy token", "keep: 1, credentialsId: 'deploy'");
        registry.fault(Fault.status(403).on(Route.DELETE_PACKAGE));
        refused("Maintainer to delete", "keep: 1, dryRun: false");
    }

    private void refused(String message, String parameters) throws Exception {
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, step(parameters));
        j.assertLogContains(message, build);
        j.assertLogNotContains("\tat ", build);
        j.assertLogNotContains(TestCredentials.TOKEN, build);
        assertThat(left().size(), is(4));
    }
}
