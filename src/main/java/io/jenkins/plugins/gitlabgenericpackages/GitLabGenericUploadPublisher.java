package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Publisher;
import hudson.tasks.Recorder;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The upload as a post-build action of a freestyle job. It holds the step, as a {@link RegistryBuilder} does. Like core's
 * {@code ArtifactArchiver}, it takes an unstable build for one that has not failed.
 */
public final class GitLabGenericUploadPublisher extends Recorder implements SimpleBuildStep {
    private final GitLabGenericUploadStep step;
    private boolean afterFailure;

    @DataBoundConstructor
    public GitLabGenericUploadPublisher(@NonNull GitLabGenericUploadStep step) {
        this.step = step;
    }

    @NonNull
    public GitLabGenericUploadStep getStep() {
        return step;
    }

    /** Returns whether it uploads also after the build has failed or was aborted. */
    public boolean isAfterFailure() {
        return afterFailure;
    }

    @DataBoundSetter
    public void setAfterFailure(boolean afterFailure) {
        this.afterFailure = afterFailure;
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars env,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        Result soFar = run.getResult();
        if (!afterFailure && soFar != null && soFar.isWorseThan(Result.UNSTABLE)) {
            listener.getLogger()
                    .println("Nothing is uploaded to GitLab, since the build is " + soFar
                            + ": 'Upload also after a failure' is not chosen");
            return;
        }
        try {
            new GenericPackageRun(run, workspace, env, listener).perform(step, ParameterText.expandedIn(env), null);
        } catch (AbortException e) {
            throw FieldNames.in(e);
        }
    }

    /** The action among the others of a job. It shows the help of the step; so does its form. */
    @Extension
    public static final class DescriptorImpl extends BuildStepDescriptor<Publisher> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitLabGenericUploadStep_DisplayName();
        }

        @Override
        public String getHelpFile() {
            return Jenkins.get()
                    .getDescriptorOrDie(GitLabGenericUploadStep.class)
                    .getHelpFile();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }
    }
}
