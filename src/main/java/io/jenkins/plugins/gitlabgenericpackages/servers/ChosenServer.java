package io.jenkins.plugins.gitlabgenericpackages.servers;

import hudson.AbortException;
import hudson.model.Job;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.plugins.JobSource;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The GitLab of a step, and what its configuration adds to the step: says in messages what came from where. Controller
 * only.
 *
 * @param configured nothing if the step gives an address that the configuration does not have
 */
@Restricted(NoExternalUse.class)
public record ChosenServer(String url, Optional<GitLabServer> configured) {
    private static final String CONFIGURATION = "Manage Jenkins > System";

    /**
     * @param given the step's address; empty for the default server
     * @throws InvalidRequestException if the address cannot be read
     */
    public static ChosenServer of(String given) {
        Optional<GitLabServer> server = GitLabServers.get().serverFor(given);
        String url = !given.isEmpty()
                ? given
                : server.map(GitLabServer::getGitlabUrl).orElse(GitLabUrl.DEFAULT);
        GitLabUrl.api(url);
        return new ChosenServer(url, server);
    }

    /**
     * Returns the project of the job's own source; empty if it has none.
     *
     * @throws InvalidRequestException if that is in another GitLab, where there may be another project of that name
     */
    public String projectOf(Job<?, ?> job) {
        Optional<JobSource> source = JobSource.of(job);
        source.filter(elsewhere -> !GitLabUrl.isSame(elsewhere.gitlabUrl(), url))
                .ifPresent(elsewhere -> {
                    throw new InvalidRequestException("projectId is missing, and the job's own project "
                            + elsewhere.projectPath() + " is at " + elsewhere.gitlabUrl() + ", not at " + url
                            + ": set gitlabUrl or projectId");
                });
        return source.map(JobSource::projectPath).orElse("");
    }

    /**
     * Returns the token of the step's credentials, else that of the server's, else none.
     *
     * @param credentialsId the step's; may be empty
     * @param place who names them, for messages, such as {@code the step}
     * @throws AbortException if the build may see no such credentials, or they are of a kind that holds no token
     */
    public Token token(CredentialsFinder credentials, String credentialsId, String place, TokenType type)
            throws AbortException {
        if (!credentialsId.isEmpty()) {
            return credentials.token(credentialsId, place, type, url);
        }
        Optional<String> ofServer = configured.map(GitLabServer::getCredentialsId);
        if (ofServer.isPresent()) {
            TokenType known = type == TokenType.AUTO ? configured.get().getTokenType() : type;
            return credentials.token(ofServer.get(), words(), known, url);
        }
        return Token.anonymous("set credentialsId, or "
                + (configured.isPresent()
                        ? "default credentials of " + words()
                        : "add " + url + " with credentials in " + CONFIGURATION));
    }

    /** @throws InvalidRequestException if the server's certificates cannot be read */
    public Network network() {
        return new Network(
                JenkinsProxy.settings(url),
                configured.map(GitLabServer::getCaCertificates).orElse(""),
                "CA certificates of "
                        + (configured.isPresent() ? words() : url + ", once it is added in " + CONFIGURATION),
                Timeouts.DEFAULT);
    }

    /** Returns the stricter of what the step and the server ask for. */
    public Verify verify(Verify ofStep) {
        return VerifyField.stricter(
                ofStep, configured.map(GitLabServer::getVerify).orElse(Verify.IF_TOLD));
    }

    private String words() {
        String name = configured.map(GitLabServer::getName).orElse(url);
        return "the server '" + name + "' in " + CONFIGURATION;
    }
}
