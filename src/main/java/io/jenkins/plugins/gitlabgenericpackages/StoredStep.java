package io.jenkins.plugins.gitlabgenericpackages;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Run;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A step as a Pipeline that runs keeps it over a restart: its name and its arguments, as in a Jenkinsfile. None of its
 * classes is stored, so that a newer version of the plugin can go on with what an older one began.
 */
@Restricted(NoExternalUse.class)
public final class StoredStep implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final HashMap<String, Object> arguments;

    public StoredStep(Step step) {
        name = step.getDescriptor().getFunctionName();
        arguments = new HashMap<>(DescribableModel.uninstantiate2_(step).getArguments());
    }

    /**
     * Returns it with what its build adds to it now, so that each attempt asks for the same.
     *
     * @throws AbortException if a text cannot work
     */
    StoredStep completed(StepContext context) throws IOException, InterruptedException {
        RegistryStep completed = (RegistryStep) step();
        new BuildRegistry(context.get(Run.class), context.get(EnvVars.class)).complete(completed);
        return new StoredStep(completed);
    }

    /** Returns it with these arguments in place of those that it had. */
    StoredStep with(Map<String, String> others) {
        StoredStep changed = new StoredStep(step());
        changed.arguments.putAll(others);
        return changed;
    }

    /** @throws IllegalStateException if this version of the plugin has no such step */
    public Step step() {
        StepDescriptor descriptor = StepDescriptor.byFunctionName(name);
        if (descriptor == null) {
            throw new IllegalStateException("There is no step " + name + " any more");
        }
        return DescribableModel.of(descriptor.clazz).instantiate(arguments, null);
    }
}
