package io.jenkins.plugins.gitlabgenericpackages.cli.otherside;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.cli.otherside.Runner.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The lines of {@code docs/other-side.md} by which one CI starts the other. */
public class TriggersTest {
    private static final Pattern SHELL_STEP = Pattern.compile("sh '''(.*?)'''", Pattern.DOTALL);

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Runner runner = new Runner();

    @Test
    public void jenkinsStartsAPipelineOfGitLab() throws Exception {
        String pipeline = Document.of("docs/other-side.md")
                .code("Jenkins makes, GitLab deploys", "groovy")
                .get(0);
        Matcher step = SHELL_STEP.matcher(pipeline);
        assertTrue(pipeline, step.find());
        runner.variables.put("TRIGGER_TOKEN", "glptt-made-up");
        runner.variables.put("BUILD_NUMBER", "17");
        try (Recorder gitlab = new Recorder()) {
            // Groovy takes a line that ends with a backslash together with the next one.
            String script = step.group(1).replace("\\\n", "").replace("https://gitlab.example.com", gitlab.url());
            Result result = runner.run("sh", script);
            assertThat(result.printed(), result.exitCode(), is(0));
            Recorder.Call call = gitlab.only();
            assertThat(call.line(), is("POST /api/v4/projects/group%2Fapp/trigger/pipeline"));
            assertThat(call.body(), containsString("name=\"token\"\r\n\r\nglptt-made-up\r\n"));
            assertThat(call.body(), containsString("name=\"ref\"\r\n\r\nmain\r\n"));
            assertThat(call.body(), containsString("name=\"variables[APP_VERSION]\"\r\n\r\n17\r\n"));
        }
    }

    @Test
    public void gitLabStartsAJobOfJenkins() throws Exception {
        try (Recorder jenkins = new Recorder()) {
            Result result = startJenkins(jenkins.url() + "/");
            assertThat(result.printed(), result.exitCode(), is(0));
            assertThat(result.printed(), is(""));
            Recorder.Call call = jenkins.only();
            assertThat(call.line(), is("POST /job/app-test/buildWithParameters"));
            assertThat(call.body(), is("PACKAGE_VERSION=4711"));
            String login = Base64.getEncoder().encodeToString("gitlab:made-up".getBytes(StandardCharsets.UTF_8));
            assertThat(call.authorization(), is("Basic " + login));
        }
    }

    @Test
    public void aJenkinsThatDoesNotTakeItFailsTheJob() throws Exception {
        try (Recorder jenkins = new Recorder(403)) {
            Result result = startJenkins(jenkins.url());
            assertTrue(result.printed(), result.exitCode() != 0);
            assertThat(result.printed(), containsString("403"));
            assertFalse(result.printed(), result.printed().contains("made-up"));
        }
    }

    private Result startJenkins(String url) throws Exception {
        String hidden = Files.readString(Path.of("docs/gitlab-ci.yml"));
        List<String> jobs = Document.of("docs/other-side.md").code("GitLab makes, Jenkins tests", "yaml");
        runner.variables.put("JENKINS_URL", url);
        runner.variables.put("JENKINS_USER", "gitlab");
        runner.variables.put("JENKINS_API_TOKEN", "made-up");
        runner.variables.put("CI_PIPELINE_ID", "4711");
        return runner.run(new CiFile(hidden, jobs.get(1)).job("test in Jenkins"));
    }
}
