package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.AbortException;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixProject;
import hudson.matrix.TextAxis;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.releases.GitLabGenericReleaseBuilder;
import io.jenkins.plugins.gitlabgenericpackages.releases.GitLabGenericReleaseStep;
import io.jenkins.plugins.gitlabgenericpackages.retention.GitLabGenericCleanupBuilder;
import io.jenkins.plugins.gitlabgenericpackages.retention.GitLabGenericCleanupStep;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.htmlunit.html.HtmlPage;
import org.junit.Test;
import org.jvnet.hudson.test.SingleFileSCM;

public class BuildStepsTest extends StepTest {
    @Test
    public void basics() throws Exception {
        FreeStyleProject job = freestyle();
        GitLabGenericUploadStep upload = registry.connect(new GitLabGenericUploadStep("app", "1.0"));
        upload.setIncludes("*.txt");
        job.getBuildersList().add(new GitLabGenericUploadBuilder(upload));
        GitLabGenericDownloadStep download = registry.connect(new GitLabGenericDownloadStep("app", "latest"));
        download.setDir("in");
        job.getBuildersList().add(new GitLabGenericDownloadBuilder(download));
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        assertThat(registry.names(), contains("a.txt"));
        assertThat(build.getWorkspace().child("in/a.txt").readToString(), is("hello"));
    }

    @Test
    public void variablesAreExpanded() throws Exception {
        FreeStyleProject job = freestyle();
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("WHAT", "a"),
                new StringParameterDefinition("GROUP", "sub"),
                new StringParameterDefinition("CREDENTIALS", "gitlab"),
                new StringParameterDefinition("URL", registry.url())));
        GitLabGenericUploadStep step = new GitLabGenericUploadStep("$WHAT", "1.${BUILD_NUMBER}");
        step.setGitlabUrl("${URL}");
        step.setProjectId("group/${GROUP}/app");
        step.setCredentialsId("${CREDENTIALS}");
        step.setFile("${WHAT}.txt");
        step.setFileName("${JOB_NAME}.txt");
        step.setPath("$WHAT");
        step.setRetries(0);
        job.getBuildersList().add(new GitLabGenericUploadBuilder(step));
        j.buildAndAssertSuccess(job);
        assertThat(
                registry.get().files(RegistryRule.PROJECT, "a", "1.1").get(0).fileName(),
                is("a%2F" + job.getName() + ".txt"));
    }

    @Test
    public void failureIsOneMessage() throws Exception {
        registry.fault(Fault.status(403).on(Route.UPLOAD));
        FreeStyleProject job = freestyle();
        GitLabGenericUploadStep step = registry.connect(new GitLabGenericUploadStep("app", "1.0"));
        step.setFile("a.txt");
        job.getBuildersList().add(new GitLabGenericUploadBuilder(step));
        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("ERROR: Failed to upload a.txt", build);
        j.assertLogNotContains("\tat ", build);
    }

    @Test
    public void aFailureNamesTheFieldsAsTheFormDoes() throws Exception {
        FreeStyleProject job = freestyle();
        GitLabGenericUploadStep step = registry.connect(new GitLabGenericUploadStep("", "1.0"));
        step.setIncludes("none*");
        job.getBuildersList().add(new GitLabGenericUploadBuilder(step));
        j.assertLogContains("ERROR: 'Package' is missing", j.buildAndAssertStatus(Result.FAILURE, job));
        GitLabGenericUploadStep named = registry.connect(new GitLabGenericUploadStep("app", "1.0"));
        named.setIncludes("none*");
        job.getBuildersList().replace(new GitLabGenericUploadBuilder(named));
        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("(set 'Succeed if no file matches' if that is all right)", build);
        j.assertLogNotContains("\tat ", build);
        named.setAllowEmpty(true);
        named.setFile("a.txt");
        j.assertLogContains("'Single file'", j.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    public void aFailureOfEachBuildStepNamesTheFieldsAsTheFormDoes() throws Exception {
        FreeStyleProject job = freestyle();
        GitLabGenericReleaseStep release = registry.connect(new GitLabGenericReleaseStep(""));
        release.setPackageName("app");
        release.setPackageVersion("1.0");
        job.getBuildersList().add(new GitLabGenericReleaseBuilder(release));
        j.assertLogContains("ERROR: 'Tag' is missing", j.buildAndAssertStatus(Result.FAILURE, job));
        FreeStyleProject other = freestyle();
        other.getBuildersList()
                .add(new GitLabGenericCleanupBuilder(registry.connect(new GitLabGenericCleanupStep("app"))));
        j.assertLogContains(
                "give 'Versions to keep', 'Days to keep' or both", j.buildAndAssertStatus(Result.FAILURE, other));
    }

    /** By the first line of each help, which FieldHelpTest holds to the form. */
    @Test
    public void theNamesOfTheFieldsAreThoseOfTheHelp() throws Exception {
        Path resources = Path.of("src/main/resources/io/jenkins/plugins/gitlabgenericpackages");
        for (Map.Entry<String, String> field : FieldNames.FIELDS.entrySet()) {
            String inPipeline = "in a Pipeline <code>" + field.getKey() + "</code>";
            List<String> first = new ArrayList<>();
            try (Stream<Path> helps =
                    Files.find(resources, 3, (path, attributes) -> path.endsWith("help-" + field.getKey() + ".html"))) {
                for (Path help : helps.toList()) {
                    Files.readAllLines(help).stream()
                            .filter(line -> line.contains(inPipeline))
                            .forEach(first::add);
                }
            }
            assertThat(first, not(empty()));
            assertThat(first, everyItem(containsString("<em>" + field.getValue() + "</em>; " + inPipeline)));
        }
    }

    /** Words of English are known by their quotation marks only, where a message has them at all. */
    @Test
    public void allParametersThatAreNoWordsAreNamedAsFields() throws Exception {
        Set<String> parameters = new TreeSet<>();
        try (Stream<Path> helps = Files.find(
                Path.of("src/main/resources/io/jenkins/plugins/gitlabgenericpackages"),
                3,
                (path, attributes) -> path.toString().matches(".*Step/help-[a-z0-9]+[A-Z][A-Za-z]*\\.html"))) {
            helps.forEach(help -> parameters.add(help.getFileName().toString().replaceAll("help-(.*)\\.html", "$1")));
        }
        assertThat(parameters, hasItem("keepBuilds"));
        for (String parameter : parameters) {
            String message = FieldNames.in(new AbortException("with " + parameter + ": false"))
                    .getMessage();
            assertThat(message, is("with '" + FieldNames.FIELDS.get(parameter) + "': false"));
        }
    }

    @Test
    public void abortIsNoFailure() throws Exception {
        Fault stall = registry.fault(Fault.stallInBody(1).on(Route.UPLOAD));
        FreeStyleProject job = freestyle();
        GitLabGenericUploadStep step = registry.connect(new GitLabGenericUploadStep("app", "1.0"));
        step.setFile("a.txt");
        job.getBuildersList().add(new GitLabGenericUploadBuilder(step));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        assertThat(stall.awaitReached(RegistryRule.SOON), is(true));
        build.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        j.assertLogNotContains("\tat ", build);
    }

    @Test
    public void matrixJobRunsItForEachCell() throws Exception {
        MatrixProject job = j.createProject(MatrixProject.class);
        job.setAxes(new AxisList(new TextAxis("OS", "linux", "windows")));
        job.setScm(new SingleFileSCM("a.txt", "hello"));
        GitLabGenericUploadStep step = registry.connect(new GitLabGenericUploadStep("app", "1.0"));
        step.setFile("a.txt");
        step.setPath("$OS");
        step.setIfExists(IfExists.FAIL);
        job.getBuildersList().add(new GitLabGenericUploadBuilder(step));
        j.buildAndAssertSuccess(job);
        assertThat(registry.names().stream().sorted().toList(), contains("linux%2Fa.txt", "windows%2Fa.txt"));
    }

    @Test
    public void formKeepsWhatIsSet() throws Exception {
        GitLabGenericUploadStep upload = registry.connect(new GitLabGenericUploadStep("$APP", "1.0"));
        upload.setTokenType(TokenType.JOB);
        upload.setIncludes("**/*.txt, *.zip");
        upload.setExcludes("tmp/**");
        upload.setDir("out");
        upload.setPath("docs/$LANG");
        upload.setAllowEmpty(true);
        upload.setHidden(true);
        upload.setIfExists(IfExists.ADD);
        upload.setParallel(2);
        j.assertEqualDataBoundBeans(
                upload, roundTrip(new GitLabGenericUploadBuilder(upload)).getStep());

        GitLabGenericDownloadStep download = new GitLabGenericDownloadStep("app", "latest");
        download.setSha256("0".repeat(64));
        download.setFile("a");
        download.setFileName("b");
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new GitLabGenericDownloadBuilder(download));
        j.configRoundtrip(job);
        j.assertEqualDataBoundBeans(
                download,
                job.getBuildersList().get(GitLabGenericDownloadBuilder.class).getStep());
    }

    @Test
    public void fieldsShowTheHelpOfTheStep() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(new GitLabGenericUploadBuilder(new GitLabGenericUploadStep("app", "1.0")));
        HtmlPage form = j.createWebClient().getPage(job, "configure");
        String page = form.getWebResponse().getContentAsString();
        for (String field : new String[] {"packageName", "ifExists", "credentialsId", "retries", "dir"}) {
            String help = "/descriptor/" + GitLabGenericUploadStep.class.getName() + "/help/" + field;
            assertThat(page, containsString(help));
            assertThat(
                    j.createWebClient().goTo(help.substring(1)).getWebResponse().getContentAsString(),
                    containsString("<div>"));
        }
        String help = "/descriptor/" + GitLabGenericUploadStep.class.getName() + "/help";
        assertThat(page, containsString(help + '"'));
        assertThat(
                j.createWebClient().goTo(help.substring(1)).getWebResponse().getContentAsString(),
                containsString("Uploads files of the workspace"));
    }

    private GitLabGenericUploadBuilder roundTrip(GitLabGenericUploadBuilder builder) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.getBuildersList().add(builder);
        j.configRoundtrip(job);
        return job.getBuildersList().get(GitLabGenericUploadBuilder.class);
    }

    private static FreeStyleProject freestyle() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.setScm(new SingleFileSCM("a.txt", "hello"));
        return job;
    }
}
