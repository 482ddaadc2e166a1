package io.jenkins.plugins.gitlabgenericpackages.releases;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.Item;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gitlabgenericpackages.ExplainedForm;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The step in the snippet generator. */
public class ReleaseFormTest {
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
        new ExplainedForm("releases/GitLabGenericReleaseStep").assertExplained(13, Path.of("docs/release.md"));
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
