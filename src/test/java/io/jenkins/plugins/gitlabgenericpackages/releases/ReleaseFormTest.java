package io.jenkins.plugins.gitlabgenericpackages.releases;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.model.Item;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The step in the snippet generator. */
public class ReleaseFormTest {
    private static final Path FORM =
            Path.of("src/main/resources/io/jenkins/plugins/gitlabgenericpackages/releases/GitLabGenericReleaseStep");
    private static final Pattern ENTRY =
            Pattern.compile("<g:entry field=\"(\\w+)\".*?\"\\$\\{%([^}]+)\\}\"", Pattern.DOTALL);

    @ClassRule
    public static final JenkinsRule j = new JenkinsRule();

    private final GitLabGenericReleaseStep.DescriptorImpl form = new GitLabGenericReleaseStep.DescriptorImpl();

    @BeforeClass
    public static void credentials() throws Exception {
        TestCredentials.addDefault();
    }

    @Test
    public void snippetHasWhatIsSet() throws Exception {
        SnippetizerTester tester = new SnippetizerTester(j);
        tester.assertRoundTrip(new GitLabGenericReleaseStep("v1"), "gitlabGenericRelease 'v1'");
        tester.assertRoundTrip(
                full(),
                "gitlabGenericRelease allowEmpty: true, credentialsId: 'gitlab', description: '''What is new\n'''"
                        + ", excludes: '*.log', gitlabUrl: 'https://gitlab.example.com', includes: '**', milestones: '1.0',"
                        + " name: 'First', packageName: 'app', packageProjectId: 'group/other', packageVersion: '1.x',"
                        + " projectId: 'group/app', prune: true, ref: 'main', releasedAt: '2026-03-15T08:00:00Z',"
                        + " retries: 0, tagName: 'v1', tokenType: 'PRIVATE'");
    }

    @Test
    public void formKeepsWhatIsSet() throws Exception {
        GitLabGenericReleaseStep step = full();
        j.assertEqualDataBoundBeans(step, new StepConfigTester(j).configRoundTrip(step));
    }

    @Test
    public void checksRefuseWhatTheRunWouldRefuse() {
        Item nobody = null;
        assertThat(form.doCheckTagName(nobody, "").kind, is(Kind.ERROR));
        assertThat(form.doCheckTagName(nobody, "v 1").kind, is(Kind.ERROR));
        assertThat(form.doCheckTagName(nobody, "v${VERSION}").kind, is(Kind.OK));
        assertThat(form.doCheckReleasedAt(nobody, "tomorrow").kind, is(Kind.ERROR));
        assertThat(form.doCheckReleasedAt(nobody, "").kind, is(Kind.OK));
        assertThat(form.doCheckPackageName(nobody, "").kind, is(Kind.OK));
        assertThat(form.doCheckPackageName(nobody, "a b").kind, is(Kind.ERROR));
        assertThat(form.doCheckPackageVersion(nobody, "1/0").kind, is(Kind.ERROR));
        assertThat(form.doCheckPackageProjectId(nobody, "app").kind, is(Kind.ERROR));
        assertThat(form.argumentsToString(Map.of("tagName", "v1")), is("v1"));
        assertThat(form.argumentsToString(Map.of()), is(""));
    }

    @Test
    public void everyFieldOfItsOwnIsExplained() throws Exception {
        Map<String, String> labels = new TreeMap<>();
        Matcher entry = ENTRY.matcher(Files.readString(FORM.resolve("config.jelly")));
        while (entry.find()) {
            labels.put(entry.group(1), entry.group(2));
        }
        labels.remove("projectId");
        assertThat(labels.size(), is(13));
        Properties german = new Properties();
        german.load(Files.newBufferedReader(FORM.resolve("config_de.properties")));
        String page = Files.readString(Path.of("docs/release.md"));
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String field = label.getKey();
            assertThat(page, containsString("`" + field + "`"));
            explains(field, label.getValue(), "");
            explains(field, german.getProperty(label.getValue()), "_de");
        }
    }

    private static void explains(String field, String label, String language) throws IOException {
        String help = Files.readString(FORM.resolve("help-" + field + language + ".html"));
        assertThat(help, containsString("<em>" + label + "</em>"));
        assertThat(help, containsString("Pipeline <code>" + field + "</code>"));
    }

    private static GitLabGenericReleaseStep full() {
        GitLabGenericReleaseStep step = new GitLabGenericReleaseStep("v1");
        step.setGitlabUrl("https://gitlab.example.com");
        step.setProjectId("group/app");
        step.setCredentialsId("gitlab");
        step.setTokenType(TokenType.PRIVATE);
        step.setRef("main");
        step.setName("First");
        step.setDescription("What is new\n");
        step.setReleasedAt("2026-03-15T08:00:00Z");
        step.setMilestones("1.0");
        step.setPackageName("app");
        step.setPackageVersion("1.x");
        step.setPackageProjectId("group/other");
        step.setIncludes("**");
        step.setExcludes("*.log");
        step.setAllowEmpty(true);
        step.setPrune(true);
        step.setRetries(0);
        return step;
    }
}
