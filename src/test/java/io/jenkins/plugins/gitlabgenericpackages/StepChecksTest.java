package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gitlabgenericpackages.servers.Messages;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.Test;

/** The checks of the steps' forms refuse what the run would refuse. */
public class StepChecksTest {
    private final GitLabGenericUploadStep.DescriptorImpl upload = new GitLabGenericUploadStep.DescriptorImpl();
    private final GitLabGenericDownloadStep.DescriptorImpl form = new GitLabGenericDownloadStep.DescriptorImpl();
    private final Item job = jobOf(true);

    @Test
    public void requiredTextsAreMissed() {
        // What another field says is not known here.
        for (FormValidation blank : List.of(form.doCheckPackageName(job, " "), form.doCheckPackageVersion(job, ""))) {
            assertThat(blank.kind, is(Kind.WARNING));
            assertThat(blank.getMessage(), is(Messages.TextCheck_RequiredUnlessFromJob()));
        }
        refused(Messages.TextCheck_Required(), upload.doCheckPackageName(job, " "));
        refused(Messages.TextCheck_Required(), upload.doCheckPackageVersion(job, ""));
        refused(Messages.SelectionCheck_Neither(), upload.doCheckIncludes(job, "", " ", ""));
    }

    @Test
    public void filesAreMeantInOneWay() {
        refused(Messages.SelectionCheck_Both(), upload.doCheckIncludes(job, "**", "a", ""));
        refused(Messages.SelectionCheck_Both(), form.doCheckIncludes(job, "**", "a"));
        for (String file : List.of("", "a")) {
            ok(upload.doCheckIncludes(job, file.isEmpty() ? "**" : "", file, ""));
            ok(form.doCheckIncludes(job, file.isEmpty() ? "**" : "", file));
        }
        assertThat(form.doCheckIncludes(job, "", "").getMessage(), is(Messages.SelectionCheck_Whole()));
        ok(upload.doCheckIncludes(jobOf(false), "", "", ""));
    }

    @Test
    public void archivesAreMeantInOneWay() {
        assertThat(
                upload.doCheckIncludes(job, "", "", "a.zip").getMessage(), is(Messages.SelectionCheck_WholeFolder()));
        ok(upload.doCheckArchive(job, "", "a"));
        ok(upload.doCheckArchive(job, "sub/a.tgz", ""));
        ok(upload.doCheckArchive(job, "${JOB_BASE_NAME}", ""));
        refused(Messages.SelectionCheck_Archive(), upload.doCheckArchive(job, "a.tar.xz", ""));
        refused(Messages.SelectionCheck_Archive(), upload.doCheckArchive(job, "a b.zip", ""));
        refused(Messages.SelectionCheck_ArchiveOrFile(), upload.doCheckArchive(job, "a.zip", "a"));
        ok(upload.doCheckArchive(jobOf(false), "a.zip", "a"));
        ok(form.doCheckFile(job, "", true));
        ok(form.doCheckFile(job, "a", false));
        refused(Messages.SelectionCheck_UnpackedFile(), form.doCheckFile(job, "a", true));
        ok(form.doCheckFile(jobOf(false), "a", true));
        ok(form.doCheckStripComponents(job, "", false));
        ok(form.doCheckStripComponents(job, "0", false));
        ok(form.doCheckStripComponents(job, "1", true));
        refused(Messages.TextCheck_StripComponents(), form.doCheckStripComponents(job, "1", false));
        refused(Messages.TextCheck_Number(0, 100), form.doCheckStripComponents(job, "101", true));
        refused(Messages.TextCheck_Number(0, 100), form.doCheckStripComponents(job, "many", true));
    }

    @Test
    public void wrongNamesAreRefused() {
        refused(Messages.TextCheck_PackageName(), form.doCheckPackageName(job, "two words"));
        refused(Messages.TextCheck_PackageVersionRule(), form.doCheckPackageVersion(job, "1/0"));
        refused(Messages.TextCheck_PackageVersionRule(), form.doCheckPackageVersion(job, "^main"));
        refused(Messages.TextCheck_PackageVersion(), upload.doCheckPackageVersion(job, "1/0"));
        refused(Messages.TextCheck_PackageVersion(), upload.doCheckPackageVersion(job, "^1.4"));
        refused(Messages.TextCheck_PackageVersion(), upload.doCheckPackageVersion(job, "latest"));
        refused(Messages.TextCheck_Checksums(), form.doCheckChecksums(job, "a b"));
    }

    @Test
    public void goodTextsPass() {
        ok(form.doCheckPackageName(job, "my-app"));
        ok(form.doCheckPackageVersion(job, "1.0.0-rc.1"));
        ok(form.doCheckPackageVersion(job, "latest"));
        ok(form.doCheckPackageVersion(job, ">=1.4 <2"));
        ok(upload.doCheckPackageVersion(job, "1.4.2"));
        ok(upload.doCheckPackageVersion(job, "1.x"));
        ok(form.doCheckChecksums(job, "SHA256SUMS"));
        ok(form.doCheckProjectId(job, "group/sub/app"));
        ok(form.doCheckProjectId(job, "42"));
        ok(form.doCheckGitlabUrl(job, "https://gitlab.example.com/api/v4/"));
        ok(form.doCheckSha256(job, "A0".repeat(32)));
        ok(form.doCheckParallel(job, "0"));
        ok(form.doCheckParallel(job, "32"));
        ok(form.doCheckRetries(job, "0"));
    }

    @Test
    public void textsWithADefaultMayBeBlank() {
        ok(form.doCheckProjectId(job, ""));
        ok(form.doCheckSha256(job, ""));
        ok(form.doCheckParallel(job, ""));
        ok(form.doCheckChecksums(job, ""));
    }

    @Test
    public void wrongTextsAreRefused() {
        refused(Messages.TextCheck_ProjectId(), form.doCheckProjectId(job, "app"));
        refused(Messages.TextCheck_GitLabUrl(), form.doCheckGitlabUrl(job, "ftp://gitlab.example.com"));
        refused(Messages.TextCheck_Sha256(), form.doCheckSha256(job, "abc"));
        refused(Messages.TextCheck_Number(0, 32), form.doCheckParallel(job, "33"));
        refused(Messages.TextCheck_Number(0, 32), form.doCheckParallel(job, "-1"));
        refused(Messages.TextCheck_Number(0, 100), form.doCheckRetries(job, "101"));
        refused(Messages.TextCheck_Number(0, 100), form.doCheckRetries(job, "many"));
        refused(Messages.TextCheck_Number(0, 100), form.doCheckRetries(job, "$RETRIES"));
    }

    @Test
    public void variablesAreLeftToTheBuild() {
        ok(form.doCheckPackageName(job, "${JOB_BASE_NAME}"));
        ok(form.doCheckPackageVersion(job, "$VERSION"));
        ok(form.doCheckProjectId(job, "$CI_PROJECT_ID"));
        ok(form.doCheckGitlabUrl(job, "$CI_API_V4_URL"));
    }

    @Test
    public void longTextsAreNotLookedAt() {
        String text = "a".repeat(1001);
        refused(Messages.TextCheck_TooLong(1000), form.doCheckPackageName(job, text));
        refused(Messages.TextCheck_TooLong(1000), form.doCheckPackageVersion(job, text));
        refused(Messages.TextCheck_TooLong(1000), form.doCheckProjectId(job, "group" + "/a".repeat(500)));
        refused(Messages.TextCheck_TooLong(1000), form.doCheckGitlabUrl(job, "https://a.example.com/" + text));
        refused(Messages.TextCheck_TooLong(1000), form.doCheckSha256(job, text));
        refused(Messages.TextCheck_TooLong(1000), form.doCheckRetries(job, "1".repeat(1001)));
        ok(form.doCheckPackageName(job, "a".repeat(1000)));
    }

    @Test
    public void whoeverMayNotSeeTheFormIsToldNothing() {
        Item other = jobOf(false);
        ok(form.doCheckPackageName(other, "two words"));
        ok(form.doCheckPackageVersion(other, "1/0"));
        ok(form.doCheckProjectId(other, "app"));
        ok(form.doCheckGitlabUrl(other, "ftp://gitlab.example.com"));
        ok(form.doCheckSha256(other, "abc"));
        ok(form.doCheckParallel(other, "33"));
        ok(form.doCheckRetries(other, "101"));
    }

    /** Returns a job in which the user may do everything, or nothing. */
    private static Item jobOf(boolean allowed) {
        return (Item) Proxy.newProxyInstance(
                Item.class.getClassLoader(), new Class<?>[] {Item.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName(), is("hasPermission"));
                    return allowed;
                });
    }

    private static void ok(FormValidation check) {
        assertThat(check.kind, is(Kind.OK));
    }

    private static void refused(String message, FormValidation check) {
        assertThat(check.kind, is(Kind.ERROR));
        assertThat(check.getMessage(), is(message));
    }
}
