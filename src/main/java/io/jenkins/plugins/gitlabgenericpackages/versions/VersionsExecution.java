package io.jenkins.plugins.gitlabgenericpackages.versions;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.StoredStep;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A look in a Pipeline: on the agent, where there is one. After a restart of Jenkins it is taken again. */
final class VersionsExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;

    static final Set<? extends Class<?>> REQUIRED_CONTEXT = Set.of(Run.class, EnvVars.class, TaskListener.class);

    private final StoredStep step;

    VersionsExecution(GitLabGenericVersionsStep step, @NonNull StepContext context) {
        super(context);
        this.step = new StoredStep(step);
    }

    @Override
    public boolean start() {
        run(this::look);
        return false;
    }

    @Override
    public void onResume() {
        run(this::look);
    }

    @Override
    public boolean blocksRestart() {
        return false;
    }

    private void look() throws Exception {
        GitLabGenericVersionsStep step = (GitLabGenericVersionsStep) this.step.step();
        FoundVersions found;
        LookForVersions look;
        try {
            RegistrySettings settings =
                    step.settings(getContext().get(Run.class), getContext().get(EnvVars.class));
            look = new LookForVersions(settings, step.query(), getContext().get(TaskListener.class));
        } catch (InvalidRequestException e) {
            throw new AbortException(e.getMessage());
        }
        FilePath folder = getContext().get(FilePath.class);
        try {
            found = folder == null ? look.call() : folder.act(look);
        } catch (Exception e) {
            Jenkins jenkins = Jenkins.getInstanceOrNull();
            if (jenkins == null || jenkins.isTerminating()) {
                // Whatever it was, the next Jenkins looks again.
                return;
            }
            throw e;
        }
        getContext().onSuccess(found.shown(look.settings().registry(), look.query()));
    }
}
