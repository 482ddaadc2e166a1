package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import org.junit.Test;

/** The checks of the steps' forms say what the run would say. */
public class StepChecksTest {
    private final GitLabGenericDownloadStep.DescriptorImpl form = new GitLabGenericDownloadStep.DescriptorImpl();

    @Test
    public void requiredTextsAreMissed() {
        refused("packageName", form.doCheckPackageName(" "));
        refused("packageVersion", form.doCheckPackageVersion(""));
        refused("packageName", form.doCheckPackageName("two words"));
        refused("packageVersion", form.doCheckPackageVersion("1/0"));
    }

    @Test
    public void goodTextsPass() {
        ok(form.doCheckPackageName("my-app"));
        ok(form.doCheckPackageVersion("1.0.0-rc.1"));
        ok(form.doCheckPackageVersion("latest"));
        ok(form.doCheckProjectId("group/sub/app"));
        ok(form.doCheckProjectId("42"));
        ok(form.doCheckGitlabUrl("https://gitlab.example.com/api/v4/"));
        ok(form.doCheckSha256("A0".repeat(32)));
        ok(form.doCheckParallel("16"));
        ok(form.doCheckRetries("0"));
    }

    @Test
    public void textsWithADefaultMayBeBlank() {
        ok(form.doCheckProjectId(""));
        ok(form.doCheckGitlabUrl(""));
        ok(form.doCheckSha256(""));
    }

    @Test
    public void wrongTextsAreRefused() {
        refused("projectId", form.doCheckProjectId("app"));
        refused("gitlabUrl", form.doCheckGitlabUrl("ftp://gitlab.example.com"));
        refused("sha256", form.doCheckSha256("abc"));
        refused("parallel must be from 1 to 16", form.doCheckParallel("17"));
        refused("parallel must be from 1 to 16", form.doCheckParallel("0"));
        refused("retries must be from 0 to 100", form.doCheckRetries("101"));
        assertThat(form.doCheckRetries("many").kind, is(Kind.ERROR));
    }

    @Test
    public void variablesAreLeftToTheBuild() {
        ok(form.doCheckPackageName("${JOB_BASE_NAME}"));
        ok(form.doCheckPackageVersion("$VERSION"));
        ok(form.doCheckProjectId("$CI_PROJECT_ID"));
        ok(form.doCheckGitlabUrl("$CI_API_V4_URL"));
    }

    private static void ok(FormValidation check) {
        assertThat(check.kind, is(Kind.OK));
    }

    private static void refused(String message, FormValidation check) {
        assertThat(check.kind, is(Kind.ERROR));
        assertThat(check.getMessage(), containsString(message));
    }
}
