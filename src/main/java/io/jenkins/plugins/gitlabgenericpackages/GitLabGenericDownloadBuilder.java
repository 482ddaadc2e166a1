package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/** The download as a build step of a freestyle job. */
public final class GitLabGenericDownloadBuilder extends GenericPackageBuilder {
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
    GenericPackageStep step() {
        return step;
    }

    /** The build step among the others of a job. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        public DescriptorImpl() {
            super(GitLabGenericDownloadBuilder.class, GitLabGenericDownloadStep.class);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitLabGenericDownloadStep_DisplayName();
        }
    }
}
