package io.jenkins.plugins.gitlabgenericpackages.releases;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.ParameterText;
import io.jenkins.plugins.gitlabgenericpackages.RegistryExecution;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackageFile;
import java.util.ArrayList;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Makes a release in a Pipeline. After a restart of Jenkins it goes on with whatever the release is by then.
 */
final class ReleaseExecution extends RegistryExecution {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final ArrayList<GenericPackageFile> files;

    /** @param files those of the step, which itself has none */
    ReleaseExecution(
            GitLabGenericReleaseStep step,
            @CheckForNull ArrayList<GenericPackageFile> files,
            @NonNull StepContext context) {
        super(step, context);
        this.files = files;
    }

    @Override
    protected GenericPackageRelease ask(Step stored, @CheckForNull FilePath folder) throws Exception {
        GitLabGenericReleaseStep step = (GitLabGenericReleaseStep) stored;
        step.setFiles(files);
        StepContext context = getContext();
        return new ReleaseRun(context.get(Run.class), context.get(EnvVars.class), context.get(TaskListener.class))
                .perform(step, ParameterText.LITERAL, folder);
    }
}
