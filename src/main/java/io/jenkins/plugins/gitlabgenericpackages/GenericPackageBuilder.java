package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A Pipeline step as a build step of a freestyle job. It holds the step, so that form, help and checks exist once. It
 * has no symbol: in a Pipeline the step itself is meant.
 */
@Restricted(NoExternalUse.class)
public abstract class GenericPackageBuilder extends Builder implements SimpleBuildStep {
    /** No getter of this type may exist: data binding has to see the kind of step. */
    abstract GenericPackageStep step();

    @Override
    public void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars env,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        new GenericPackageRun(run, workspace, env, listener).perform(step(), ParameterText.expandedIn(env), null);
    }

    /** Shows the help of the step; so does its form. */
    public abstract static class StepDescriptor extends BuildStepDescriptor<Builder> {
        private final Class<? extends RegistryStep> step;

        protected StepDescriptor(Class<? extends Builder> builder, Class<? extends RegistryStep> step) {
            super(builder);
            this.step = step;
        }

        @Override
        public String getHelpFile() {
            return Jenkins.get().getDescriptorOrDie(step).getHelpFile();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }
    }
}
