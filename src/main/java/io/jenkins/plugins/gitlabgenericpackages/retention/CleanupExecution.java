package io.jenkins.plugins.gitlabgenericpackages.retention;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.ParameterText;
import io.jenkins.plugins.gitlabgenericpackages.RegistryExecution;
import java.util.ArrayList;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A cleanup in a Pipeline. The plan is stored before the first deletion: a restart of Jenkins deletes no more than it says. */
final class CleanupExecution extends RegistryExecution {
    private static final long serialVersionUID = 1L;

    private final String id = UUID.randomUUID().toString();

    @CheckForNull
    private volatile ArrayList<GenericPackageDecision> plan;

    CleanupExecution(GitLabGenericCleanupStep step, @NonNull StepContext context) {
        super(step, context);
    }

    @Override
    protected ArrayList<GenericPackageDecision> ask(Step stored, @CheckForNull FilePath folder) throws Exception {
        StepContext context = getContext();
        CleanupRun cleanup = CleanupRun.of(
                context.get(Run.class),
                context.get(EnvVars.class),
                context.get(TaskListener.class),
                (GitLabGenericCleanupStep) stored,
                ParameterText.LITERAL);
        ArrayList<GenericPackageDecision> stands = plan;
        if (stands == null) {
            stands = cleanup.plan(folder);
            plan = stands;
            context.saveState().get();
        }
        return cleanup.finish(id, stands, folder);
    }
}
