package io.jenkins.plugins.gitlabgenericpackages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import org.junit.Test;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.UnstableBuilder;

public class PostBuildActionTest extends StepTest {
    @Test
    public void uploadsAfterTheBuildSteps() throws Exception {
        FreeStyleProject job = job("$JOB_NAME.txt", false);
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        assertThat(registry.names(), contains(job.getName() + ".txt"));
        j.assertLogContains("Uploaded " + job.getName() + ".txt", build);
    }

    @Test
    public void anUnstableBuildUploadsToo() throws Exception {
        FreeStyleProject job = job("a.txt", false);
        job.getBuildersList().add(new UnstableBuilder());
        j.buildAndAssertStatus(Result.UNSTABLE, job);
        assertThat(registry.names(), contains("a.txt"));
    }

    @Test
    public void aFailedBuildUploadsIfThatIsChosen() throws Exception {
        FreeStyleProject job = job("a.txt", false);
        job.getBuildersList().add(new FailureBuilder());
        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("Nothing is uploaded to GitLab, since the build is FAILURE", build);
        assertThat(registry.requests().all(), empty());
        job.getPublishersList().get(GitLabGenericUploadPublisher.class).setAfterFailure(true);
        j.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(registry.names(), contains("a.txt"));
    }

    @Test
    public void aFailedUploadFailsTheBuildInOneMessage() throws Exception {
        FreeStyleProject job = job("a.txt", false);
        job.getPublishersList()
                .get(GitLabGenericUploadPublisher.class)
                .getStep()
                .setFile("none.txt");
        FreeStyleBuild build = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("There is no file ", build);
        j.assertLogNotContains("\tat ", build);
    }

    @Test
    public void formKeepsWhatIsSet() throws Exception {
        FreeStyleProject job = job("b.txt", true);
        j.configRoundtrip(job);
        GitLabGenericUploadPublisher kept = job.getPublishersList().get(GitLabGenericUploadPublisher.class);
        assertThat(kept.isAfterFailure(), is(true));
        assertThat(kept.getStep().getFile(), is("a.txt"));
        assertThat(kept.getStep().getFileName(), is("b.txt"));
        assertThat(kept.getStep().getCredentialsId(), is("gitlab"));
    }

    private FreeStyleProject job(String fileName, boolean afterFailure) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject();
        job.setScm(new SingleFileSCM("a.txt", "hello"));
        GitLabGenericUploadStep step = registry.connect(new GitLabGenericUploadStep("app", "1.0"));
        step.setFile("a.txt");
        step.setFileName(fileName);
        GitLabGenericUploadPublisher publisher = new GitLabGenericUploadPublisher(step);
        publisher.setAfterFailure(afterFailure);
        job.getPublishersList().add(publisher);
        return job;
    }
}
