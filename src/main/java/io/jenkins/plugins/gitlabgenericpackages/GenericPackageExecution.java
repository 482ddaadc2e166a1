package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackageFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;

/** A transfer in a Pipeline. Not resumed after a restart of Jenkins: run again, it skips what is identical. */
@SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "only used while it runs")
final class GenericPackageExecution extends SynchronousNonBlockingStepExecution<List<GenericPackageFile>> {
    private static final long serialVersionUID = 1L;

    static final Set<? extends Class<?>> REQUIRED_CONTEXT =
            Set.of(Run.class, FilePath.class, EnvVars.class, TaskListener.class);

    private final transient GenericPackageStep step;

    private transient volatile boolean stopped;

    GenericPackageExecution(GenericPackageStep step, @NonNull StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    protected List<GenericPackageFile> run() throws Exception {
        StepContext context = getContext();
        GenericPackageRun run = new GenericPackageRun(
                context.get(Run.class),
                context.get(FilePath.class),
                context.get(EnvVars.class),
                context.get(TaskListener.class));
        try {
            return new ArrayList<>(run.perform(step, ParameterText.LITERAL));
        } catch (InterruptedException e) {
            if (stopped) {
                // Only goes along with the reason of the stop, which prints the stack trace of any other exception.
                throw new AbortException("The transfer was stopped");
            }
            throw e;
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        stopped = true;
        super.stop(cause);
    }
}
