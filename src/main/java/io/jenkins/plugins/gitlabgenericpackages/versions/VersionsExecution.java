package io.jenkins.plugins.gitlabgenericpackages.versions;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.BuildRegistry;
import io.jenkins.plugins.gitlabgenericpackages.ParameterText;
import io.jenkins.plugins.gitlabgenericpackages.RegistryExecution;
import io.jenkins.plugins.gitlabgenericpackages.agents.RegistryCall;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import java.util.ArrayList;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A look in a Pipeline. */
final class VersionsExecution extends RegistryExecution {
    private static final long serialVersionUID = 1L;

    VersionsExecution(GitLabGenericVersionsStep step, @NonNull StepContext context) {
        super(step, context);
    }

    @Override
    protected ArrayList<GenericPackageVersion> ask(Step stored, @CheckForNull FilePath folder) throws Exception {
        GitLabGenericVersionsStep step = (GitLabGenericVersionsStep) stored;
        StepContext context = getContext();
        RegistrySettings settings;
        VersionQuery query;
        try {
            settings = new BuildRegistry(context.get(Run.class), context.get(EnvVars.class))
                    .settings(step, ParameterText.LITERAL);
            query = step.query();
        } catch (InvalidRequestException e) {
            throw new AbortException(e.getMessage());
        }
        FoundVersions found = RegistryCall.ask(
                settings,
                new LookForVersions(query, settings.registry().where()),
                FoundVersions.class,
                context.get(TaskListener.class),
                folder);
        return found.shown(settings.registry(), query);
    }
}
