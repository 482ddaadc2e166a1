package io.jenkins.plugins.gitlabgenericpackages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.agents.AgentTransfer;
import io.jenkins.plugins.gitlabgenericpackages.agents.LostAgentException;
import io.jenkins.plugins.gitlabgenericpackages.agents.TransferWork;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackageFile;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackagesAction;
import io.jenkins.plugins.gitlabgenericpackages.builds.TransferOrigin;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.servers.ChosenServer;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** Runs a step's transfer for a build, be it of a Pipeline or of a freestyle job. */
record GenericPackageRun(Run<?, ?> run, FilePath folder, EnvVars environment, TaskListener listener) {

    /**
     * @param id the same for every attempt at one transfer; null for one that is attempted once
     * @return one entry for each file
     * @throws AbortException if it failed for a reason that people can mend
     * @throws LostAgentException if the agent is gone, and another attempt may go on
     */
    List<GenericPackageFile> perform(GenericPackageStep step, ParameterText text, @CheckForNull UUID id)
            throws IOException, InterruptedException {
        RegistrySettings settings;
        TransferWork work;
        try {
            settings = settings(step, text);
            work = step.work(text);
        } catch (AbortException e) {
            recordFailure(step, text, id);
            throw e;
        } catch (InvalidRequestException e) {
            recordFailure(step, text, id);
            throw new AbortException(e.getMessage());
        }
        TransferOrigin origin = origin(step, text, id, settings.registry(), work.versionRule());
        return new AgentTransfer(run, folder, origin, listener).perform(settings, work);
    }

    /** What can be no project or package is not shown: it may be a token at the wrong place. */
    private void recordFailure(GenericPackageStep step, ParameterText text, @CheckForNull UUID id)
            throws IOException, InterruptedException {
        try {
            Registry registry = new BuildRegistry(run, environment).place(step, text);
            PackageSource.of(text.of(step.getPackageName()), text.of(step.getPackageVersion()));
            GenericPackagesAction.record(run, origin(step, text, id, registry, ""), List.of(), true);
        } catch (InvalidRequestException e) {
            // The message of the failure says so.
        }
    }

    private TransferOrigin origin(
            GenericPackageStep step, ParameterText text, @CheckForNull UUID id, Registry registry, String versionRule) {
        return new TransferOrigin(
                id,
                step instanceof GitLabGenericUploadStep ? Direction.UPLOAD : Direction.DOWNLOAD,
                registry.gitlabUrl(),
                registry.projectId(),
                agent(),
                text.of(step.getPackageName()),
                text.of(step.getPackageVersion()),
                versionRule,
                step.isFingerprint());
    }

    private String agent() {
        Computer computer = folder.toComputer();
        return computer == null ? "" : computer.getName();
    }

    private RegistrySettings settings(GenericPackageStep step, ParameterText text) throws AbortException {
        ChosenServer server = ChosenServer.of(text.of(step.getGitlabUrl()));
        BuildRegistry registry = new BuildRegistry(run, environment);
        return new RegistrySettings(
                registry.at(
                        server, text.of(step.getProjectId()), registry.credentialsId(step, text), step.getTokenType()),
                server.network(),
                step.getParallel(),
                step.getRetries(),
                server.verify(step.getVerify()),
                step.isFingerprint());
    }
}
