package io.jenkins.plugins.gitlabgenericpackages.agents;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackageFile;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackagesAction;
import io.jenkins.plugins.gitlabgenericpackages.builds.TransferOrigin;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.time.Duration;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A transfer on an agent as the controller sees it: whatever its end, the build remembers the files that arrived. */
@Restricted(NoExternalUse.class)
public record AgentTransfer(Run<?, ?> run, FilePath folder, TransferOrigin origin, TaskListener listener) {
    /** An agent that is told to stop deletes what is half there first; an aborted build must end within 5 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * @return one entry for each file
     * @throws AbortException if it failed for a reason that people can mend
     */
    public List<GenericPackageFile> perform(RegistrySettings settings, TransferWork work)
            throws IOException, InterruptedException {
        AnswerCheck check = new AnswerCheck(settings.registry(), work);
        AgentAnswer answer = ask(settings, work, check);
        check.check(answer.files());
        String failure = answer.failure();
        record(answer.files(), failure != null);
        if (failure != null) {
            throw new AbortException(AnswerCheck.words(failure));
        }
        return shown(answer.files());
    }

    private AgentAnswer ask(RegistrySettings settings, TransferWork work, AnswerCheck check)
            throws IOException, InterruptedException {
        AgentAnswer answer = null;
        try (FinishedFiles finished = new FinishedFiles()) {
            // Not in the call itself: what is exported there is gone as soon as the call is interrupted.
            FinishedListener ear = folder.getChannel().export(FinishedListener.class, finished);
            try {
                answer = folder.act(new TransferFiles(settings, work, listener, ear));
                return answer;
            } catch (ObjectStreamException e) {
                throw new AbortException("The agent's answer is refused: it cannot be read (" + e.getMessage() + ")");
            } finally {
                if (answer == null) {
                    recordFinished(finished, check);
                }
            }
        }
    }

    /** Something worse is on its way to the caller, and goes on untouched. */
    private void recordFinished(FinishedFiles finished, AnswerCheck check) {
        try {
            finished.awaitEnd(PATIENCE);
            List<TransferredFile> files = finished.files();
            check.check(files);
            record(files, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            listener.getLogger().println("The files that had arrived are not recorded: " + e.getMessage());
        }
    }

    private void record(List<TransferredFile> files, boolean failed) throws IOException, InterruptedException {
        GenericPackagesAction.record(run, origin, shown(files), failed);
    }

    private static List<GenericPackageFile> shown(List<TransferredFile> files) {
        return files.stream().map(GenericPackageFile::new).toList();
    }
}
