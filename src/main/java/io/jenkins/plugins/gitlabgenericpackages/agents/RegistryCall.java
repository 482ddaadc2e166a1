package io.jenkins.plugins.gitlabgenericpackages.agents;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.TransferLog;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.File;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import jenkins.agents.ControllerToAgentFileCallable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The one call of a step without files: to its agent, or to the controller itself where the step has none. Plain data with
 * the token inside, nothing of the build. A failure for people is an answer like another.
 *
 * @param log takes text in UTF-8
 */
@Restricted(NoExternalUse.class)
public record RegistryCall<T extends Serializable>(
        RegistrySettings settings, RegistryQuestion<T> question, OutputStream log)
        implements ControllerToAgentFileCallable<RegistryCall.Answer<T>> {

    /**
     * @param failure what to tell people; null if there is a value
     * @param log the lines that were not sent yet
     */
    record Answer<T extends Serializable>(
            @CheckForNull T value,
            @CheckForNull String failure,
            @CheckForNull String log) implements Serializable {}

    /**
     * Returns what the agent says: it may say anything of that type.
     *
     * @param folder one of the agent's; null for the controller
     * @throws AbortException if it failed for a reason that people can mend
     * @throws LostAgentException if the agent is gone, and another attempt may be made
     */
    @NonNull
    public static <T extends Serializable> T ask(
            RegistrySettings settings,
            RegistryQuestion<T> question,
            Class<T> type,
            TaskListener listener,
            @CheckForNull FilePath folder)
            throws IOException, InterruptedException {
        RegistryCall<T> call = new RegistryCall<>(settings, question, AgentLog.of(listener));
        Answer<T> answer = folder == null ? call.ask() : call.ask(folder);
        if (answer == null) {
            throw new AbortException("The agent's answer is refused: there is none");
        }
        listener.getLogger().print(Util.fixNull(answer.log));
        if (answer.failure != null) {
            throw new AbortException(AnswerCheck.words(answer.failure));
        }
        // Only in the code it must be of the type.
        Object value = answer.value;
        if (!type.isInstance(value)) {
            throw new AbortException("The agent's answer is refused: it is about something else");
        }
        return type.cast(value);
    }

    private Answer<T> ask(FilePath folder) throws IOException, InterruptedException {
        Computer agent = folder.toComputer();
        try {
            return folder.act(this);
        } catch (ObjectStreamException | ClassCastException e) {
            throw new AbortException("The agent's answer is refused: it cannot be read (" + e.getMessage() + ")");
        } catch (IOException | RuntimeException e) {
            if (LostAgentException.isReason(e, folder)) {
                throw new LostAgentException(agent == null ? "" : agent.getName(), e);
            }
            throw e;
        }
    }

    /** @param folder the agent's; it is not used */
    @Override
    public Answer<T> invoke(File folder, VirtualChannel channel) throws IOException, InterruptedException {
        return ask();
    }

    private Answer<T> ask() throws IOException, InterruptedException {
        try (BatchedLog lines = new BatchedLog(new PrintStream(log, false, StandardCharsets.UTF_8))) {
            T value = null;
            String failure = null;
            try {
                value = question.ask(
                        new GenericPackageClient(settings, new TransferLog(lines::println)), lines::println);
            } catch (RegistryException | InvalidRequestException e) {
                // The cause stays here: the message says all.
                failure = e.getMessage();
            }
            return new Answer<>(value, failure, lines.rest());
        }
    }

    /** Says what the channel does. */
    @Override
    public String toString() {
        return "RegistryCall[" + question + "]";
    }
}
