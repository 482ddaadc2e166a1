package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import org.kohsuke.stapler.DataBoundConstructor;

/** The upload as a build step of a freestyle job. */
public final class GitLabGenericUploadBuilder extends RegistryBuilder {
    private final GitLabGenericUploadStep step;

    @DataBoundConstructor
    public GitLabGenericUploadBuilder(@NonNull GitLabGenericUploadStep step) {
        this.step = step;
    }

    @NonNull
    public GitLabGenericUploadStep getStep() {
        return step;
    }

    @Override
    protected void perform(Run<?, ?> run, FilePath workspace, EnvVars env, TaskListener listener)
            throws InterruptedException, IOException {
        new GenericPackageRun(run, workspace, env, listener).perform(step, ParameterText.expandedIn(env), null);
    }

    /** The build step among the others of a job. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        public DescriptorImpl() {
            super(
                    GitLabGenericUploadBuilder.class,
                    GitLabGenericUploadStep.class,
                    Messages._GitLabGenericUploadStep_DisplayName());
        }
    }
}
