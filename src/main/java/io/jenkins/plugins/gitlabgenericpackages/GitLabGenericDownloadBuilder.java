package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.builds.RecordedUpload;
import java.io.IOException;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;

/** The download as a build step of a freestyle job. */
public final class GitLabGenericDownloadBuilder extends RegistryBuilder {
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
    protected void perform(Run<?, ?> run, FilePath workspace, EnvVars env, TaskListener listener)
            throws InterruptedException, IOException {
        ParameterText text = ParameterText.expandedIn(env);
        Optional<RecordedUpload> found = step.find(run, text);
        GitLabGenericDownloadStep exact = step;
        if (found.isPresent()) {
            exact = (GitLabGenericDownloadStep) step.of(found.get()).step();
            exact.take(found.get().files());
        }
        new GenericPackageRun(run, workspace, env, listener).perform(exact, text, null);
    }

    /** The build step among the others of a job. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        public DescriptorImpl() {
            super(
                    GitLabGenericDownloadBuilder.class,
                    GitLabGenericDownloadStep.class,
                    Messages._GitLabGenericDownloadStep_DisplayName());
        }
    }
}
