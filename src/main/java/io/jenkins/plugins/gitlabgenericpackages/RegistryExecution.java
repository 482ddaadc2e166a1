package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.agents.LostAgentException;
import io.jenkins.plugins.gitlabgenericpackages.agents.StepAttempts;
import java.io.IOException;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A step without files in a Pipeline: from its agent, if it has one, else from the controller. After a restart of Jenkins,
 * and after its agent was lost, it asks again: the same GitLab for the same project, whatever is configured by then.
 */
@Restricted(NoExternalUse.class)
public abstract class RegistryExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;

    public static final Set<? extends Class<?>> REQUIRED_CONTEXT = Set.of(Run.class, EnvVars.class, TaskListener.class);

    private StoredStep step;
    private boolean onAgent;

    protected RegistryExecution(Step step, @NonNull StepContext context) {
        super(context);
        this.step = new StoredStep(step);
    }

    /**
     * Asks, and returns the result of the step.
     *
     * @param folder where the agent is that asks; null for the controller
     * @throws LostAgentException if the agent is gone, and another attempt may be made
     */
    protected abstract Object ask(Step step, @CheckForNull FilePath folder) throws Exception;

    @Override
    public final boolean start() throws Exception {
        step = step.completed(getContext());
        onAgent = isOnAgent(getContext());
        run(this::finish);
        return false;
    }

    private static boolean isOnAgent(StepContext context) throws InterruptedException {
        try {
            return context.get(FilePath.class) != null;
        } catch (IOException e) {
            // It is offline now.
            return true;
        }
    }

    @Override
    public final void onResume() {
        run(this::finish);
    }

    @Override
    public final boolean blocksRestart() {
        return false;
    }

    private void finish() throws Exception {
        Object result;
        try {
            Step stored = step.step();
            result = onAgent ? new StepAttempts(getContext()).run(folder -> ask(stored, folder)) : ask(stored, null);
        } catch (Exception e) {
            if (StepAttempts.isJenkinsEnding()) {
                // Whatever it was, the next Jenkins asks again.
                return;
            }
            throw e;
        }
        getContext().onSuccess(result);
    }
}
