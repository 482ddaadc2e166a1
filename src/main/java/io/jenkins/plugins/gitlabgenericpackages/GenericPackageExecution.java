package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.agents.StepAttempts;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackageFile;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackagesAction;
import io.jenkins.plugins.gitlabgenericpackages.builds.PackageTransfer;
import io.jenkins.plugins.gitlabgenericpackages.builds.RecordedUpload;
import io.jenkins.plugins.gitlabgenericpackages.builds.TransferJournal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * A transfer in a Pipeline. Goes on after a restart of Jenkins and after the return of its agent: all that it keeps itself
 * is what to do, and under which name the attempts know each other.
 */
@SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "false until stopped, by this Jenkins")
final class GenericPackageExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(GenericPackageExecution.class.getName());

    static final Set<? extends Class<?>> REQUIRED_CONTEXT =
            Set.of(Run.class, FilePath.class, EnvVars.class, TaskListener.class);

    private StoredStep step;
    private final UUID id = UUID.randomUUID();
    /** Where to find what a build has uploaded, for a download of that; else null. */
    private RecordedUpload fromBuild;

    private transient volatile boolean stopped;
    private transient volatile boolean attempting;

    GenericPackageExecution(GenericPackageStep step, @NonNull StepContext context) {
        super(context);
        this.step = new StoredStep(step);
    }

    @Override
    public boolean start() throws Exception {
        if (step.step() instanceof GitLabGenericDownloadStep download) {
            // Here, where the thread runs as the build; after a restart of Jenkins none does.
            Optional<RecordedUpload> found = download.find(getContext().get(Run.class), ParameterText.LITERAL);
            if (found.isPresent()) {
                fromBuild = found.get();
                step = download.of(fromBuild);
            }
        }
        step = step.completed(getContext());
        run(this::transfer);
        return false;
    }

    @Override
    public void onResume() {
        run(this::transfer);
    }

    /** What is under way goes on afterwards. */
    @Override
    public boolean blocksRestart() {
        return false;
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        stopped = true;
        super.stop(cause);
        if (!attempting) {
            // After a restart of Jenkins, and before this has resumed: nobody else will.
            Computer.threadPoolForRemoting.execute(() -> abandon(cause));
        }
    }

    /** Records what had arrived; if that is impossible, the end of the transfer still has its own reason. */
    private void abandon(Throwable reason) {
        try {
            new TransferJournal(getContext().get(Run.class), id).abandon();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason.addSuppressed(e);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "What a transfer had brought before it failed or was stopped is not recorded", e);
            reason.addSuppressed(e);
        }
    }

    private void transfer() throws Exception {
        attempting = true;
        List<GenericPackageFile> files;
        try {
            files = attempts();
        } catch (Exception e) {
            if (StepAttempts.isJenkinsEnding()) {
                // Whatever it was, the next Jenkins goes on.
                return;
            }
            abandon(e);
            if (stopped) {
                // Only goes along with the reason of the stop, which prints the stack trace of any other exception.
                throw new AbortException("The transfer was stopped");
            }
            throw e;
        }
        getContext().onSuccess(new ArrayList<>(files));
    }

    private List<GenericPackageFile> attempts() throws Exception {
        if (stopped) {
            throw new AbortException("The transfer was stopped");
        }
        Run<?, ?> run = getContext().get(Run.class);
        TaskListener listener = getContext().get(TaskListener.class);
        Optional<PackageTransfer> recorded = GenericPackagesAction.recorded(run, id);
        if (recorded.isPresent() && !recorded.get().isFailed()) {
            // Jenkins ended between the end of the transfer and that of the step.
            return recorded.get().allFiles(run, "Its transfer had succeeded: run the build again");
        }
        GenericPackageStep step = (GenericPackageStep) this.step.step();
        if (fromBuild != null) {
            ((GitLabGenericDownloadStep) step).take(fromBuild.files());
        }
        return new StepAttempts(getContext())
                .run(folder -> new GenericPackageRun(run, folder, getContext().get(EnvVars.class), listener)
                        .perform(step, ParameterText.LITERAL, id));
    }
}
