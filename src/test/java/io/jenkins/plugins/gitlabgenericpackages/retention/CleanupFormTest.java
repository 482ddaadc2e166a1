package io.jenkins.plugins.gitlabgenericpackages.retention;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.Item;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gitlabgenericpackages.ExplainedForm;
import io.jenkins.plugins.gitlabgenericpackages.TestCredentials;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionChoice.Order;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The step in the snippet generator. */
public class CleanupFormTest {
    @ClassRule
    public static final JenkinsRule j = new JenkinsRule();

    private final GitLabGenericCleanupStep.DescriptorImpl form = new GitLabGenericCleanupStep.DescriptorImpl();

    @BeforeClass
    public static void credentials() throws Exception {
        TestCredentials.addDefault();
    }

    @Test
    public void snippetHasWhatIsSet() throws Exception {
        SnippetizerTester tester = new SnippetizerTester(j);
        GitLabGenericCleanupStep least = new GitLabGenericCleanupStep("app");
        least.setKeep(10);
        tester.assertRoundTrip(least, "gitlabGenericCleanup keep: 10, packageName: 'app'");
        tester.assertRoundTrip(
                full(),
                "gitlabGenericCleanup atMost: 5, credentialsId: 'gitlab', dryRun: false,"
                        + " gitlabUrl: 'https://gitlab.example.com', keep: 10, keepBuilds: false, keepDays: 30,"
                        + " keepReleased: false, keepVersions: '1.0.0,2.x', order: 'CREATED', packageName: 'app',"
                        + " packageVersion: '<3', projectId: 'group/app', retries: 0, tokenType: 'PRIVATE'");
    }

    @Test
    public void formKeepsWhatIsSet() throws Exception {
        GitLabGenericCleanupStep step = full();
        j.assertEqualDataBoundBeans(step, new StepConfigTester(j).configRoundTrip(step));
    }

    /** What keeps more, or deletes nothing, is set where a new step is filled in. */
    @Test
    public void aNewStepDeletesNothing() throws Exception {
        GitLabGenericCleanupStep step = new StepConfigTester(j).configRoundTrip(new GitLabGenericCleanupStep("app"));
        assertThat(step.isDryRun() && step.isKeepReleased() && step.isKeepBuilds(), is(true));
        assertThat(step.getKeep(), is((Integer) null));
    }

    @Test
    public void checksRefuseWhatTheRunWouldRefuse() {
        Item nobody = null;
        assertThat(form.doCheckKeep(nobody, "", "").kind, is(Kind.ERROR));
        assertThat(form.doCheckKeep(nobody, "0", "").kind, is(Kind.ERROR));
        assertThat(form.doCheckKeep(nobody, "", "30").kind, is(Kind.OK));
        assertThat(form.doCheckKeep(nobody, "10", "").kind, is(Kind.OK));
        assertThat(form.doCheckKeep(nobody, "-1", "").kind, is(Kind.ERROR));
        assertThat(form.doCheckKeepDays(nobody, "x").kind, is(Kind.ERROR));
        assertThat(form.doCheckKeepDays(nobody, "").kind, is(Kind.OK));
        assertThat(form.doCheckAtMost(nobody, "0").kind, is(Kind.ERROR));
        assertThat(form.doCheckKeepVersions(nobody, "1.0.0, 2.x").kind, is(Kind.OK));
        assertThat(form.doCheckKeepVersions(nobody, "").kind, is(Kind.OK));
        assertThat(form.doCheckKeepVersions(nobody, "1/0").kind, is(Kind.ERROR));
        assertThat(form.doCheckPackageVersion(nobody, "1/0").kind, is(Kind.ERROR));
        assertThat(form.argumentsToString(Map.of("packageName", "app")), is("app"));
    }

    @Test
    public void everyFieldOfItsOwnIsExplained() throws Exception {
        new ExplainedForm("retention/GitLabGenericCleanupStep").assertExplained(10, Path.of("docs/retention.md"));
    }

    private static GitLabGenericCleanupStep full() {
        GitLabGenericCleanupStep step = new GitLabGenericCleanupStep("app");
        step.setGitlabUrl("https://gitlab.example.com");
        step.setProjectId("group/app");
        step.setCredentialsId("gitlab");
        step.setTokenType(TokenType.PRIVATE);
        step.setRetries(0);
        step.setPackageVersion("<3");
        step.setOrder(Order.CREATED);
        step.setKeep(10);
        step.setKeepDays(30);
        step.setKeepVersions("1.0.0,2.x");
        step.setKeepReleased(false);
        step.setKeepBuilds(false);
        step.setAtMost(5);
        step.setDryRun(false);
        return step;
    }
}
