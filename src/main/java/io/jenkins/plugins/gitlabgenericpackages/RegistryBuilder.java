package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
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
import org.jvnet.localizer.Localizable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A Pipeline step as a build step of a freestyle job. It holds the step, so that form, help and checks exist once: data
 * binding finds its kind by the constructor and by {@code getStep}. It has no symbol: in a Pipeline the step itself is meant.
 */
@Restricted(NoExternalUse.class)
public abstract class RegistryBuilder extends Builder implements SimpleBuildStep {
    @Override
    public final void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars env,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        try {
            perform(run, workspace, env, listener);
        } catch (AbortException e) {
            throw FieldNames.in(e);
        }
    }

    /**
     * Does what the step does, with the variables of the build in its texts.
     *
     * @throws AbortException if it failed for a reason that people can mend; its message may name the step's parameters
     */
    protected abstract void perform(Run<?, ?> run, FilePath workspace, EnvVars env, TaskListener listener)
            throws InterruptedException, IOException;

    /** Shows the help of the step; so does its form. */
    public abstract static class StepDescriptor extends BuildStepDescriptor<Builder> {
        private final Class<? extends RegistryStep> step;
        private final Localizable name;

        /** @param name that of the step, which cannot be asked: Jenkins sorts by it while it is still finding the others */
        protected StepDescriptor(
                Class<? extends RegistryBuilder> builder, Class<? extends RegistryStep> step, Localizable name) {
            super(builder);
            this.step = step;
            this.name = name;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return name.toString();
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
