package io.jenkins.plugins.gitlabgenericpackages.releases;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.ParameterText;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Makes a release in a Pipeline: from the agent, where there is one. After a restart of Jenkins it goes on with whatever the
 * release is by then.
 */
final class ReleaseExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;

    static final Set<? extends Class<?>> REQUIRED_CONTEXT = Set.of(Run.class, EnvVars.class, TaskListener.class);

    private final GitLabGenericReleaseStep step;

    ReleaseExecution(GitLabGenericReleaseStep step, @NonNull StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() {
        run(this::publish);
        return false;
    }

    @Override
    public void onResume() {
        run(this::publish);
    }

    @Override
    public boolean blocksRestart() {
        return false;
    }

    private void publish() throws Exception {
        StepContext context = getContext();
        GenericPackageRelease release;
        try {
            release = new ReleaseRun(
                            context.get(Run.class), context.get(EnvVars.class), context.get(TaskListener.class))
                    .perform(step, ParameterText.LITERAL, context.get(FilePath.class));
        } catch (Exception e) {
            Jenkins jenkins = Jenkins.getInstanceOrNull();
            if (jenkins == null || jenkins.isTerminating()) {
                // Whatever it was, the next Jenkins goes on.
                return;
            }
            throw e;
        }
        context.onSuccess(release);
    }
}
