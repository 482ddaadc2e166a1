package io.jenkins.plugins.gitlabgenericpackages.agents;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackageFile;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackagesAction;
import io.jenkins.plugins.gitlabgenericpackages.builds.TransferJournal;
import io.jenkins.plugins.gitlabgenericpackages.builds.TransferOrigin;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A transfer on an agent as the controller sees it: whatever its end, the build remembers the files that arrived. One
 * attempt; where the origin has an id, another may go on after the agent was lost.
 */
@Restricted(NoExternalUse.class)
public record AgentTransfer(Run<?, ?> run, FilePath folder, TransferOrigin origin, TaskListener listener) {
    /** An agent that is told to stop deletes what is half there first; an aborted build must end within 5 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * @return one entry for each file
     * @throws AbortException if it failed for a reason that people can mend. What is known for another attempt is kept:
     *     the caller decides whether there will be one
     * @throws LostAgentException if the agent is gone, and another attempt may go on
     */
    public List<GenericPackageFile> perform(RegistrySettings settings, TransferWork work)
            throws IOException, InterruptedException {
        AnswerCheck check = new AnswerCheck(settings.registry(), work);
        Optional<TransferJournal> journal = Optional.ofNullable(origin.id()).map(id -> new TransferJournal(run, id));
        AgentAnswer answer = ask(settings, work, check, journal);
        check.check(answer.files());
        String failure = answer.failure();
        if (failure != null) {
            throw keeping(answer.files(), journal, new AbortException(AnswerCheck.words(failure)));
        }
        record(answer.files(), false);
        if (journal.isPresent()) {
            journal.get().delete();
        }
        return origin.shown(answer.files());
    }

    /** Returns the failure, whatever becomes of the files that did not fail. */
    private AbortException keeping(
            List<TransferredFile> files, Optional<TransferJournal> journal, AbortException failure) {
        try {
            if (journal.isPresent() && journal.get().read().isPresent()) {
                journal.get().add(files);
            } else {
                record(files, true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(e);
        } catch (IOException | RuntimeException e) {
            notRecorded(e);
            failure.addSuppressed(e);
        }
        return failure;
    }

    private void notRecorded(Exception reason) {
        listener.getLogger().println("The files that had arrived are not recorded: " + reason.getMessage());
    }

    private AgentAnswer ask(
            RegistrySettings settings, TransferWork work, AnswerCheck check, Optional<TransferJournal> journal)
            throws IOException, InterruptedException {
        AgentAnswer answer = null;
        boolean goesOn = false;
        try (FinishedFiles finished = new FinishedFiles(check, origin, journal)) {
            // Not in the call itself: what is exported there is gone as soon as the call is interrupted.
            FinishedListener ear = folder.getChannel().export(FinishedListener.class, finished);
            try {
                answer = folder.act(new TransferFiles(
                        settings, work, AgentLog.of(listener), ear, temporary(), continuation(journal)));
                if (answer == null) {
                    throw new AbortException("The agent's answer is refused: there is none");
                }
                listener.getLogger().print(Util.fixNull(answer.log()));
                return answer;
            } catch (ObjectStreamException | ClassCastException e) {
                throw new AbortException("The agent's answer is refused: it cannot be read (" + e.getMessage() + ")");
            } catch (IOException | RuntimeException e) {
                if (journal.isEmpty() || !LostAgentException.isReason(e, folder)) {
                    throw e;
                }
                goesOn = true;
                throw new LostAgentException(origin.agent(), e);
            } finally {
                if (answer == null && !goesOn) {
                    recordFinished(finished, check, journal);
                }
            }
        }
    }

    @CheckForNull
    private Continuation continuation(Optional<TransferJournal> journal) throws IOException {
        return journal.isEmpty()
                ? null
                : Continuation.of(origin.id(), journal.get().read());
    }

    private String temporary() {
        FilePath beside = WorkspaceList.tempDir(folder);
        return (beside == null ? folder : beside).getRemote();
    }

    /** Something worse is on its way to the caller, and goes on untouched. */
    private void recordFinished(FinishedFiles finished, AnswerCheck check, Optional<TransferJournal> journal) {
        try {
            finished.awaitEnd(PATIENCE);
            List<TransferredFile> files = finished.files();
            check.check(files);
            if (journal.isPresent()) {
                journal.get().abandon();
            } else {
                record(files, true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            notRecorded(e);
        }
    }

    private void record(List<TransferredFile> files, boolean failed) throws IOException, InterruptedException {
        GenericPackagesAction.record(run, origin, origin.shown(files), failed);
    }
}
