package io.jenkins.plugins.gitlabgenericpackages.retention;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.ParameterText;
import io.jenkins.plugins.gitlabgenericpackages.RegistryBuilder;
import java.io.IOException;
import java.util.UUID;
import org.kohsuke.stapler.DataBoundConstructor;

/** The cleanup as a build step of a freestyle job. */
public final class GitLabGenericCleanupBuilder extends RegistryBuilder {
    private final GitLabGenericCleanupStep step;

    @DataBoundConstructor
    public GitLabGenericCleanupBuilder(@NonNull GitLabGenericCleanupStep step) {
        this.step = step;
    }

    @NonNull
    public GitLabGenericCleanupStep getStep() {
        return step;
    }

    @Override
    protected void perform(Run<?, ?> run, FilePath workspace, EnvVars env, TaskListener listener)
            throws InterruptedException, IOException {
        CleanupRun cleanup = CleanupRun.of(run, env, listener, step, ParameterText.expandedIn(env));
        cleanup.finish(UUID.randomUUID().toString(), cleanup.plan(workspace), workspace);
    }

    /** The build step among the others of a job. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        public DescriptorImpl() {
            super(
                    GitLabGenericCleanupBuilder.class,
                    GitLabGenericCleanupStep.class,
                    Messages._GitLabGenericCleanupStep_DisplayName());
        }
    }
}
