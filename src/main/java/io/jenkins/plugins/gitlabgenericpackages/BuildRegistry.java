package io.jenkins.plugins.gitlabgenericpackages;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.servers.BuildCredentials;
import io.jenkins.plugins.gitlabgenericpackages.servers.ChosenServer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The registry that a step of a build asks: what the step says, and what its build adds. Controller only. */
@Restricted(NoExternalUse.class)
public record BuildRegistry(Run<?, ?> run, EnvVars environment) {
    /**
     * @param projectId empty for that of the environment
     * @param credentialsId empty for those of the server
     * @throws AbortException if the credentials cannot be used
     * @throws io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException if there can be no such
     *     project
     */
    public Registry at(ChosenServer server, String projectId, String credentialsId, TokenType type)
            throws AbortException {
        return new Registry(
                server.url(),
                projectId.isEmpty() ? Util.fixNull(environment.get("CI_PROJECT_ID")) : projectId,
                server.token(new BuildCredentials(run), credentialsId, "the step", type));
    }
}
