package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gitlabgenericpackages.servers.Messages;
import org.junit.Test;

/** The checks of the steps' forms refuse what the run would refuse. */
public class StepChecksTest {
    private final GitLabGenericDownloadStep.DescriptorImpl form = new GitLabGenericDownloadStep.DescriptorImpl();

    @Test
    public void requiredTextsAreMissed() {
        refused(Messages.TextCheck_PackageName(), form.doCheckPackageName(" "));
        refused(Messages.TextCheck_PackageVersion(), form.doCheckPackageVersion(""));
        refused(Messages.TextCheck_PackageName(), form.doCheckPackageName("two words"));
        refused(Messages.TextCheck_PackageVersion(), form.doCheckPackageVersion("1/0"));
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
        ok(form.doCheckParallel(""));
    }

    @Test
    public void wrongTextsAreRefused() {
        refused(Messages.TextCheck_ProjectId(), form.doCheckProjectId("app"));
        refused(Messages.TextCheck_GitLabUrl(), form.doCheckGitlabUrl("ftp://gitlab.example.com"));
        refused(Messages.TextCheck_Sha256(), form.doCheckSha256("abc"));
        refused(Messages.TextCheck_Number(1, 16), form.doCheckParallel("17"));
        refused(Messages.TextCheck_Number(1, 16), form.doCheckParallel("0"));
        refused(Messages.TextCheck_Number(0, 100), form.doCheckRetries("101"));
        refused(Messages.TextCheck_Number(0, 100), form.doCheckRetries("many"));
        refused(Messages.TextCheck_Number(0, 100), form.doCheckRetries("$RETRIES"));
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
        assertThat(check.getMessage(), is(message));
    }
}
