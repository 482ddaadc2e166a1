package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import org.kohsuke.stapler.DataBoundConstructor;

/** The upload as a build step of a freestyle job. */
public final class GitLabGenericUploadBuilder extends GenericPackageBuilder {
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
    GenericPackageStep step() {
        return step;
    }

    /** The build step among the others of a job. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        public DescriptorImpl() {
            super(GitLabGenericUploadBuilder.class, GitLabGenericUploadStep.class);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GitLabGenericUploadStep_DisplayName();
        }
    }
}
