package io.jenkins.plugins.gitlabgenericpackages;

import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.gitlabgenericpackages.agents.AgentTransfer;
import io.jenkins.plugins.gitlabgenericpackages.agents.LostAgentException;
import io.jenkins.plugins.gitlabgenericpackages.agents.TransferWork;
import io.jenkins.plugins.gitlabgenericpackages.builds.GenericPackageFile;
import io.jenkins.plugins.gitlabgenericpackages.builds.TransferJournal;
import io.jenkins.plugins.gitlabgenericpackages.builds.TransferOrigin;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.servers.ChosenServer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
            settings = settings(step, text, gitlabUrl(step, text, id));
            work = step.work(text);
        } catch (InvalidRequestException e) {
            throw new AbortException(e.getMessage());
        }
        Registry registry = settings.registry();
        TransferOrigin origin = new TransferOrigin(
                id,
                work.direction(),
                registry.gitlabUrl(),
                registry.projectId(),
                agent(),
                work.versionRule(),
                step.isFingerprint());
        return new AgentTransfer(run, folder, origin, listener).perform(settings, work);
    }

    private String agent() {
        Computer computer = folder.toComputer();
        return computer == null ? "" : computer.getName();
    }

    /** Returns the address that is asked for: what had begun goes on where it did, whatever the default is now. */
    private String gitlabUrl(GenericPackageStep step, ParameterText text, @CheckForNull UUID id) throws IOException {
        Optional<TransferOrigin> earlier = id == null ? Optional.empty() : new TransferJournal(run, id).origin();
        return earlier.map(TransferOrigin::gitlabUrl).orElseGet(() -> text.of(step.getGitlabUrl()));
    }

    private RegistrySettings settings(GenericPackageStep step, ParameterText text, String given) throws AbortException {
        ChosenServer server = ChosenServer.of(given);
        return new RegistrySettings(
                new BuildRegistry(run, environment)
                        .at(server, text.of(step.getProjectId()), credentialsId(step, text), step.getTokenType()),
                server.network(),
                step.getParallel(),
                step.getRetries(),
                server.verify(step.getVerify()),
                step.isFingerprint());
    }

    /** Leaves the expression of a credentials parameter as it is: only then Jenkins looks at what its user may use. */
    private String credentialsId(GenericPackageStep step, ParameterText text) {
        String given = ParameterText.LITERAL.of(step.getCredentialsId());
        ParametersAction parameters = run.getAction(ParametersAction.class);
        boolean isParameter = parameters != null
                && given.startsWith("${")
                && given.endsWith("}")
                && parameters.getParameter(given.substring(2, given.length() - 1)) instanceof CredentialsParameterValue;
        return isParameter ? given : text.of(given);
    }
}
