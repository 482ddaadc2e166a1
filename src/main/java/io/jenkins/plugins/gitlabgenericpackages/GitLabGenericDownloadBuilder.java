package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The download as a build step of a freestyle job. It holds the Pipeline step, so that form, help and checks exist once. It
 * has no symbol: in a Pipeline the step itself is meant.
 */
public final class GitLabGenericDownloadBuilder extends Builder implements SimpleBuildStep {
    private final GitLabGenericDownloadStep step;

    @DataBoundConstructor
    public GitLabGenericDownloadBuilder(@NonNull GitLabGenericDownloadStep step) {
        this.step = step;
    }

    @NonNull
    public GitLabGenericDownloadStep getStep() {
        return step;
    }

    @Override
    public void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars env,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        new GenericPackageRun(run, workspace, env, listener).perform(step, ParameterText.expandedIn(env));
    }

    /** The build step's name; its form is the step's. */
    @Extension
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitLabGenericDownloadStep_DisplayName();
        }

        @Override
        public String getHelpFile() {
            return Jenkins.get()
                    .getDescriptorByType(GitLabGenericDownloadStep.DescriptorImpl.class)
                    .getHelpFile();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }
    }
}
