package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A step without files in a Pipeline. After a restart of Jenkins it asks GitLab again. */
@Restricted(NoExternalUse.class)
public abstract class RegistryExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;

    public static final Set<? extends Class<?>> REQUIRED_CONTEXT = Set.of(Run.class, EnvVars.class, TaskListener.class);

    private final StoredStep step;

    protected RegistryExecution(Step step, @NonNull StepContext context) {
        super(context);
        this.step = new StoredStep(step);
    }

    /** Asks, and returns the result of the step. */
    protected abstract Object ask(Step step) throws Exception;

    @Override
    public final boolean start() {
        run(this::finish);
        return false;
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
            result = ask(step.step());
        } catch (Exception e) {
            Jenkins jenkins = Jenkins.getInstanceOrNull();
            if (jenkins == null || jenkins.isTerminating()) {
                // Whatever it was, the next Jenkins asks again.
                return;
            }
            throw e;
        }
        getContext().onSuccess(result);
    }
}
