package io.jenkins.plugins.gitlabgenericpackages;

import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.ParametersAction;
import hudson.model.Run;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.servers.ChosenServer;
import io.jenkins.plugins.gitlabgenericpackages.servers.CredentialsFinder.BuildCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The registry that a step of a build asks: what the step says, and what its build adds. Controller only. */
@Restricted(NoExternalUse.class)
public record BuildRegistry(Run<?, ?> run, EnvVars environment) {
    /**
     * Returns how a step without files asks.
     *
     * @throws AbortException if the credentials cannot be used
     * @throws InvalidRequestException if a text cannot work
     */
    public RegistrySettings settings(RegistryStep step, ParameterText text) throws AbortException {
        ChosenServer server = ChosenServer.of(text.of(step.getGitlabUrl()));
        return new RegistrySettings(
                at(server, text.of(step.getProjectId()), credentialsId(step, text), step.getTokenType()),
                server.network(),
                1,
                step.getRetries(),
                Verify.IF_TOLD,
                false);
    }

    /**
     * Sets what the step leaves to its build, so that it is the same at each attempt.
     *
     * @throws AbortException if a text cannot work
     */
    void complete(RegistryStep step) throws AbortException {
        try {
            ChosenServer server = ChosenServer.of(Util.fixNull(step.getGitlabUrl()));
            step.setGitlabUrl(server.url());
            if (step.getProjectId() == null) {
                step.setProjectId(project(server));
            }
        } catch (InvalidRequestException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /**
     * @param projectId empty for that of the environment, or else that of the job
     * @param credentialsId empty for those of the server
     * @throws AbortException if the credentials cannot be used
     * @throws InvalidRequestException if there can be no such project
     */
    public Registry at(ChosenServer server, String projectId, String credentialsId, TokenType type)
            throws AbortException {
        return of(server, projectId, server.token(new BuildCredentials(run), credentialsId, "the step", type));
    }

    private Registry of(ChosenServer server, String projectId, Token token) {
        return new Registry(server.url(), projectId.isEmpty() ? project(server) : projectId, token);
    }

    /**
     * Returns where a step asks, whatever it asks with.
     *
     * @throws InvalidRequestException if there can be no such project
     */
    Registry place(RegistryStep step, ParameterText text) {
        return of(ChosenServer.of(text.of(step.getGitlabUrl())), text.of(step.getProjectId()), Token.anonymous());
    }

    /** Leaves the expression of a credentials parameter as it is: only then Jenkins looks at what its user may use. */
    String credentialsId(RegistryStep step, ParameterText text) {
        String given = ParameterText.LITERAL.of(step.getCredentialsId());
        ParametersAction parameters = run.getAction(ParametersAction.class);
        boolean isParameter = parameters != null
                && given.startsWith("${")
                && given.endsWith("}")
                && parameters.getParameter(given.substring(2, given.length() - 1)) instanceof CredentialsParameterValue;
        return isParameter ? given : text.of(given);
    }

    private String project(ChosenServer server) {
        String ofEnvironment = Util.fixNull(environment.get("CI_PROJECT_ID"));
        return ofEnvironment.isEmpty() ? server.projectOf(run.getParent()) : ofEnvironment;
    }
}
