package io.jenkins.plugins.gitlabgenericpackages.releases;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.Builder;
import io.jenkins.plugins.gitlabgenericpackages.GenericPackageBuilder;
import io.jenkins.plugins.gitlabgenericpackages.ParameterText;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.stapler.DataBoundConstructor;

/** The release as a build step of a freestyle job. It holds the step, so that form, help and checks exist once. */
public final class GitLabGenericReleaseBuilder extends Builder implements SimpleBuildStep {
    private final GitLabGenericReleaseStep step;

    @DataBoundConstructor
    public GitLabGenericReleaseBuilder(@NonNull GitLabGenericReleaseStep step) {
        this.step = step;
    }

    @NonNull
    public GitLabGenericReleaseStep getStep() {
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
        new ReleaseRun(run, env, listener).perform(step, ParameterText.expandedIn(env), workspace);
    }

    /** The build step among the others of a job. */
    @Extension
    public static final class DescriptorImpl extends GenericPackageBuilder.StepDescriptor {
        public DescriptorImpl() {
            super(GitLabGenericReleaseBuilder.class, GitLabGenericReleaseStep.class);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitLabGenericReleaseStep_DisplayName();
        }
    }
}
