package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

public class SnippetTest {
    @ClassRule
    public static final JenkinsRule j = new JenkinsRule();

    @BeforeClass
    public static void credentials() throws Exception {
        TestCredentials.addDefault();
    }

    @Test
    public void defaultsVanishFromTheSnippet() throws Exception {
        SnippetizerTester tester = new SnippetizerTester(j);
        tester.assertRoundTrip(
                new GitLabGenericUploadStep("app", "1.0"),
                "gitlabGenericUpload packageName: 'app', packageVersion: '1.0'");
        tester.assertRoundTrip(
                new GitLabGenericDownloadStep("app", "latest"),
                "gitlabGenericDownload packageName: 'app', packageVersion: 'latest'");
    }

    @Test
    public void snippetHasWhatIsSet() throws Exception {
        SnippetizerTester tester = new SnippetizerTester(j);
        tester.assertRoundTrip(
                fullUpload(),
                "gitlabGenericUpload allowEmpty: true, checksums: 'SHA256SUMS', credentialsId: 'gitlab', defaultExcludes: false, dir: 'out', excludes: '*.tmp',"
                        + " fingerprint: true, flatten: true, gitlabUrl: 'https://gitlab.example.com', hidden: true, ifExists: 'ADD',"
                        + " includes: '**', packageName: 'app', packageVersion: '1.0', parallel: 8, path: 'docs',"
                        + " projectId: 'group/app', retries: 0, tokenType: 'DEPLOY', verify: 'REQUIRED'");
        tester.assertRoundTrip(
                fullDownload(),
                "gitlabGenericDownload credentialsId: 'gitlab', file: 'in/a.zip', fileName: 'a.zip',"
                        + " packageName: 'app', packageVersion: 'latest', projectId: '7', sha256: '"
                        + "0".repeat(64) + "'");
        tester.assertRoundTrip(
                packed(),
                "gitlabGenericUpload archive: 'app.tar.gz', dir: 'dist', packageName: 'app', packageVersion: '1.0'");
        tester.assertRoundTrip(
                unpacked(),
                "gitlabGenericDownload fileName: 'app.tar.gz', packageName: 'app', packageVersion: '1.0',"
                        + " stripComponents: 1, unpack: true");
        GitLabGenericDownloadStep fromBuild = new GitLabGenericDownloadStep("", "");
        fromBuild.setFromJob("folder/app");
        fromBuild.setFromBuild("42");
        tester.assertRoundTrip(fromBuild, "gitlabGenericDownload fromBuild: '42', fromJob: 'folder/app'");
    }

    @Test
    public void untouchedFormGivesTheDefaults() throws Exception {
        StepConfigTester tester = new StepConfigTester(j);
        GitLabGenericUploadStep upload = new GitLabGenericUploadStep("app", "1.0");
        j.assertEqualDataBoundBeans(upload, tester.configRoundTrip(upload));
        GitLabGenericDownloadStep download = new GitLabGenericDownloadStep("app", "1.0");
        j.assertEqualDataBoundBeans(download, tester.configRoundTrip(download));
    }

    @Test
    public void formKeepsWhatIsSet() throws Exception {
        StepConfigTester tester = new StepConfigTester(j);
        j.assertEqualDataBoundBeans(fullUpload(), tester.configRoundTrip(fullUpload()));
        j.assertEqualDataBoundBeans(fullDownload(), tester.configRoundTrip(fullDownload()));
        j.assertEqualDataBoundBeans(packed(), tester.configRoundTrip(packed()));
        j.assertEqualDataBoundBeans(unpacked(), tester.configRoundTrip(unpacked()));
    }

    @Test
    public void referenceIsGenerated() throws Exception {
        SnippetizerTester.assertDocGeneration(GitLabGenericUploadStep.class);
        SnippetizerTester.assertDocGeneration(GitLabGenericDownloadStep.class);
    }

    @Test
    public void stageViewTellsPackageAndFiles() {
        StepDescriptor upload = Jenkins.get().getDescriptorByType(GitLabGenericUploadStep.DescriptorImpl.class);
        assertThat(
                upload.argumentsToString(Map.of("packageName", "app", "packageVersion", "1", "file", "a.zip")),
                is("app 1: a.zip"));
        assertThat(upload.argumentsToString(Map.of("packageName", "app", "packageVersion", "1")), is("app 1"));
        assertThat(upload.argumentsToString(Map.of("packageName", "app", "file", "a.zip")), is("app: a.zip"));
        assertThat(upload.argumentsToString(Map.of()), is(""));
        assertThat(
                upload.argumentsToString(
                        Map.of("packageName", "app", "packageVersion", "1", "includes", "**", "archive", "a.tgz")),
                is("app 1: a.tgz"));
    }

    private static GitLabGenericUploadStep fullUpload() {
        GitLabGenericUploadStep step = new GitLabGenericUploadStep("app", "1.0");
        step.setGitlabUrl("https://gitlab.example.com");
        step.setProjectId("group/app");
        step.setCredentialsId("gitlab");
        step.setTokenType(TokenType.DEPLOY);
        step.setIncludes("**");
        step.setExcludes("*.tmp");
        step.setDir("out");
        step.setPath("docs");
        step.setAllowEmpty(true);
        step.setDefaultExcludes(false);
        step.setFlatten(true);
        step.setChecksums("SHA256SUMS");
        step.setParallel(8);
        step.setRetries(0);
        step.setVerify(Verify.REQUIRED);
        step.setFingerprint(true);
        step.setIfExists(IfExists.ADD);
        step.setHidden(true);
        return step;
    }

    private static GitLabGenericUploadStep packed() {
        GitLabGenericUploadStep step = new GitLabGenericUploadStep("app", "1.0");
        step.setDir("dist");
        step.setArchive("app.tar.gz");
        return step;
    }

    private static GitLabGenericDownloadStep unpacked() {
        GitLabGenericDownloadStep step = new GitLabGenericDownloadStep("app", "1.0");
        step.setFileName("app.tar.gz");
        step.setUnpack(true);
        step.setStripComponents(1);
        return step;
    }

    private static GitLabGenericDownloadStep fullDownload() {
        GitLabGenericDownloadStep step = new GitLabGenericDownloadStep("app", "latest");
        step.setProjectId("7");
        step.setCredentialsId("gitlab");
        step.setFile("in/a.zip");
        step.setFileName("a.zip");
        step.setSha256("0".repeat(64));
        return step;
    }
}
