package io.jenkins.plugins.gitlabgenericpackages.releases;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.ParameterText;
import io.jenkins.plugins.gitlabgenericpackages.RegistryBuilder;
import java.io.IOException;
import org.kohsuke.stapler.DataBoundConstructor;

/** The release as a build step of a freestyle job. */
public final class GitLabGenericReleaseBuilder extends RegistryBuilder {
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
    protected void perform(Run<?, ?> run, FilePath workspace, EnvVars env, TaskListener listener)
            throws InterruptedException, IOException {
        new ReleaseRun(run, env, listener).perform(step, ParameterText.expandedIn(env), workspace);
    }

    /** The build step among the others of a job. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        public DescriptorImpl() {
            super(
                    GitLabGenericReleaseBuilder.class,
                    GitLabGenericReleaseStep.class,
                    Messages._GitLabGenericReleaseStep_DisplayName());
        }
    }
}
