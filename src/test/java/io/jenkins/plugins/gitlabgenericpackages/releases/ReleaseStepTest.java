package io.jenkins.plugins.gitlabgenericpackages.releases;

import static io.jenkins.plugins.gitlabgenericpackages.RegistryRule.PROJECT;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.gitlabgenericpackages.Pipelines;
import io.jenkins.plugins.gitlabgenericpackages.StepTest;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Test;

public class ReleaseStepTest extends StepTest {
    @Before
    public void aTagAndAPackage() {
        registry.get().releases().tag(PROJECT, "v1.0");
        registry.get().addFile(PROJECT, "app", "1.0", "app.zip", new byte[1]);
        registry.get().addFile(PROJECT, "app", "1.0", "app.sig", new byte[1]);
    }

    @Test
    public void thePagesPipelineWorksAsPrinted() throws Exception {
        String page = Files.readString(Path.of("docs/release.md"))
                .replaceFirst("(?s).*?```groovy\n", "")
                .replaceFirst("(?s)```.*", "");
        String script = page.replace("node('linux')", "node")
                .replace("checkout scm\n", "writeFile file: 'CHANGES.md', text: 'What is new'\n")
                .replace("sh 'make dist'", "writeFile file: 'dist/app-1.4.2.zip', text: 'app'")
                .replace("env.GIT_COMMIT", "'main'")
                .replace("projectId: 'group/app'", "gitlabUrl: '" + registry.url() + "', projectId: '7'");
        WorkflowRun build = Pipelines.run(j, script);
        j.assertLogContains("The release v1.4.2 is created: " + registry.url(), build);
        j.assertLogContains("See " + registry.url(), build);
        assertThat(registry.get().releases().release(PROJECT, "v1.4.2").description(), is("What is new"));
        assertThat(
                registry.get()
                        .releases()
                        .release(PROJECT, "v1.4.2")
                        .links()
                        .get(0)
                        .name(),
                is("app-1.4.2.zip"));
    }

    @Test
    public void theResultTellsAllInTheSandbox() throws Exception {
        WorkflowRun build = Pipelines.run(
                j, "def made = " + step("packageName: 'app', packageVersion: '1.0', excludes: '*.sig'") + """

                def link = made.links[0]
                echo "<${made.tagName}|${made.created}|${link.name}|${link.change}|${link.url}|${link.directUrl}>"
                """);
        j.assertLogContains("<v1.0|true|app.zip|ADDED|" + registry.url(), build);
        j.assertLogContains("/-/releases/v1.0/downloads/app.zip>", build);
        WorkflowRun again = Pipelines.run(
                j,
                "echo \"created: ${" + step("packageName: 'app', packageVersion: '1.0', excludes: '*.sig'")
                        + ".created}\"");
        j.assertLogContains("created: false", again);
        j.assertLogContains("The release v1.0 is up to date", again);
    }

    @Test
    public void theAgentAsksWhereThereIsOne() throws Exception {
        DumbSlave agent = j.createOnlineSlave();
        WorkflowRun build = Pipelines.run(
                j, "node('" + agent.getNodeName() + "') { " + step("packageName: 'app', packageVersion: '1.0'") + " }");
        j.assertLogContains("Added the link app.zip", build);
    }

    @Test
    public void aBuildStepReplacesVariables() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("VERSION", "1.0")));
        GitLabGenericReleaseStep step = registry.connect(new GitLabGenericReleaseStep("v${VERSION}"));
        step.setPackageName("app");
        step.setPackageVersion("${VERSION}");
        step.setDescription("Version ${VERSION}");
        job.getBuildersList().add(new GitLabGenericReleaseBuilder(step));
        job = j.configRoundtrip(job);
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        assertThat(registry.get().releases().release(PROJECT, "v1.0").description(), is("Version 1.0"));
        assertPage(build);
    }

    private void assertPage(FreeStyleBuild build) throws Exception {
        HtmlPage page = j.createWebClient().getPage(build);
        assertThat(page.asNormalizedText(), containsString("v1.0 of 7: created, 2 links"));
        assertThat(page.getAnchorByText("v1.0").getHrefAttribute(), endsWith("/group/sub/app/-/releases/v1.0"));
        String api = j.createWebClient()
                .goTo(build.getUrl() + "api/json?depth=1", "application/json")
                .getWebResponse()
                .getContentAsString();
        assertThat(api, containsString("\"tagName\":\"v1.0\""));
    }

    @Test
    public void theBuildRemembersEachReleaseOfEachGitLabAndWhetherItMadeIt() throws Exception {
        String first = step("packageName: 'app', packageVersion: '1.0'");
        WorkflowRun build = Pipelines.run(j, first + "\n" + first + "\n" + first.replace("127.0.0.1", "localhost"));
        List<ReleasesAction.Entry> releases =
                build.getAction(ReleasesAction.class).getReleases();
        assertThat(releases.stream().map(ReleasesAction.Entry::isCreated).toList(), is(List.of(true, false)));
        assertThat(releases.stream().map(ReleasesAction.Entry::getLinkCount).toList(), is(List.of(2, 2)));
    }

    @Test
    public void aLinkThatIsPrunedIsNotCounted() throws Exception {
        Pipelines.run(j, step("packageName: 'app', packageVersion: '1.0'"));
        registry.get().deleteFile(PROJECT, "app", "1.0", registry.files().get(1));
        WorkflowRun build = Pipelines.run(j, step("packageName: 'app', packageVersion: '1.0', prune: true"));
        j.assertLogContains("Removed the link app.sig: app.sig of app 1.0 is not there any more", build);
        assertThat(build.getAction(ReleasesAction.class).getReleases().get(0).getLinkCount(), is(1));
    }

    @Test
    public void whatCannotWorkFailsInOneLine() throws Exception {
        refused("Say which files to link: either 'files', or packageName and packageVersion", "");
        refused("packageVersion is missing", "packageName: 'app'");
        refused("There is no file of app 2.0 to link", "packageName: 'app', packageVersion: '2.0'");
        refused(
                "releasedAt 'tomorrow' is no time",
                "packageName: 'app', packageVersion: '1.0', releasedAt: 'tomorrow'");
        refused("files takes what an upload or a download returned", "files: 'app.zip'");
        TestCredentials.add(j.jenkins, TestCredentials.secretText("deploy", "gldt-stand-in"));
        refused(
                "GitLab lets no deploy token make a release",
                "packageName: 'app', packageVersion: '1.0', credentialsId: 'deploy'");
        registry.get().releases().protectTag("v*", Role.OWNER);
        refused(
                "You are not allowed to create this tag as it is protected",
                "packageName: 'app', packageVersion: '1.0'");
    }

    private void refused(String message, String parameters) throws Exception {
        WorkflowRun build = Pipelines.run(j, Result.FAILURE, step(parameters));
        j.assertLogContains(message, build);
        j.assertLogNotContains("\tat ", build);
        j.assertLogNotContains(TestCredentials.TOKEN, build);
    }

    private String step(String parameters) throws IOException {
        String common = "tagName: 'v1.0', gitlabUrl: '" + registry.url() + "', projectId: '7', retries: 0";
        String credentials = parameters.contains("credentialsId") ? "" : ", credentialsId: 'gitlab'";
        return "gitlabGenericRelease(" + common + credentials + (parameters.isEmpty() ? "" : ", " + parameters) + ")";
    }
}
