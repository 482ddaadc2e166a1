package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import hudson.ExtensionList;
import hudson.diagnosis.OldDataMonitor;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.recipes.LocalData;

/**
 * Jobs that were stored by another version of the plugin: with a field that is gone, without one that is new, and with a
 * choice that this version does not know.
 */
public class StoredJobTest {
    @Rule
    public final JenkinsRule j = new JenkinsRule();

    @Test
    @LocalData
    public void otherFieldsAreKept() throws Exception {
        FreeStyleProject job = j.jenkins.getItemByFullName("stored", FreeStyleProject.class);
        GitLabGenericUploadStep upload =
                job.getBuildersList().get(GitLabGenericUploadBuilder.class).getStep();
        assertThat(upload.getPackageName(), is("app"));
        assertThat(upload.getPackageVersion(), is("1.$BUILD_NUMBER"));
        assertThat(upload.getIncludes(), is("dist/**"));
        assertThat(upload.isHidden(), is(true));
        assertThat(upload.getRetries(), is(7));
        assertThat(upload.isFingerprint(), is(true));

        GitLabGenericDownloadStep download =
                job.getBuildersList().get(GitLabGenericDownloadBuilder.class).getStep();
        assertThat(download.getPackageName(), is("app"));
        assertThat(download.getDir(), is("incoming"));
        assertThat(download.getPath(), nullValue());
        assertThat(download.getTokenType(), is(TokenType.AUTO));
    }

    @Test
    @LocalData("otherFieldsAreKept")
    public void missingFieldsHaveTheirDefaults() throws Exception {
        FreeStyleProject job = j.jenkins.getItemByFullName("stored", FreeStyleProject.class);
        GitLabGenericUploadStep upload =
                job.getBuildersList().get(GitLabGenericUploadBuilder.class).getStep();
        assertThat(upload.getIfExists(), is(IfExists.SKIP_IDENTICAL));
        assertThat(upload.getTokenType(), is(TokenType.AUTO));
        assertThat(upload.getVerify(), is(Verify.IF_TOLD));
        GitLabGenericDownloadStep download =
                job.getBuildersList().get(GitLabGenericDownloadBuilder.class).getStep();
        assertThat(download.getParallel(), is(RegistrySettings.AUTOMATIC));
        assertThat(download.getRetries(), is(RegistrySettings.DEFAULT_RETRIES));
        assertThat(download.isFingerprint(), is(false));
    }

    @Test
    @LocalData("otherFieldsAreKept")
    public void administratorIsToldOfTheFieldThatIsGone() throws Exception {
        FreeStyleProject job = j.jenkins.getItemByFullName("stored", FreeStyleProject.class);
        assertThat(
                ExtensionList.lookupSingleton(OldDataMonitor.class)
                        .getData()
                        .get(job)
                        .extra
                        .contains("removedField"),
                is(true));
    }
}
