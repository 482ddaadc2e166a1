package io.jenkins.plugins.gitlabgenericpackages.agents;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.model.TaskListener;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The attempts of a Pipeline's step on its agent: who loses it waits for its return, and begins again. */
@Restricted(NoExternalUse.class)
public record StepAttempts(StepContext context) {
    /** One attempt. */
    @FunctionalInterface
    public interface Attempt<T> {
        /** @param folder one of the agent's, as it is online now */
        T on(@NonNull FilePath folder) throws Exception;
    }

    /**
     * @throws LostAgentException if the agent is lost while Jenkins ends: the next one may go on
     * @throws hudson.AbortException if the agent is offline, or did not return in time
     * @throws MissingContextVariableException if the step has lost its {@code node}
     */
    public <T> T run(Attempt<T> attempt) throws Exception {
        LostAgentException lost = null;
        while (true) {
            try {
                return attempt.on(folder(lost));
            } catch (LostAgentException e) {
                if (isJenkinsEnding()) {
                    throw e;
                }
                lost = e;
                context.get(TaskListener.class)
                        .getLogger()
                        .println(e.getMessage() + ". The step goes on when it is back");
                AgentReturn.await(e);
            }
        }
    }

    private FilePath folder(@CheckForNull LostAgentException lost) throws Exception {
        FilePath folder;
        try {
            folder = context.get(FilePath.class);
        } catch (IOException e) {
            // Pipeline says so of an agent that is offline; its own exception would print with all of its trace.
            throw lost == null ? LostAgentException.offline(e) : new LostAgentException(lost.agent(), e);
        }
        if (folder == null) {
            throw new MissingContextVariableException(FilePath.class, context.get(StepDescriptor.class));
        }
        return folder;
    }

    /** Returns whether whatever fails now is the next Jenkins' to do again. */
    public static boolean isJenkinsEnding() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null || jenkins.isTerminating();
    }
}
