package io.jenkins.plugins.gitlabgenericpackages.servers;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.client.GitLabProbe;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.IOException;
import java.util.Optional;

/** Tries, from the controller, whether a server in a form can be reached and knows its default credentials. */
final class ConnectionCheck {
    private ConnectionCheck() {}

    static FormValidation of(String gitlabUrl, String credentialsId, String caCertificates)
            throws InterruptedException {
        String id = Util.fixEmptyAndTrim(credentialsId);
        String url = Util.fixNull(gitlabUrl).trim();
        try {
            Optional<Token> token = id == null ? Optional.of(Token.anonymous()) : CredentialsField.token(id, url);
            if (token.isEmpty()) {
                return FormValidation.error(Messages.CredentialsField_NotFound());
            }
            Network network = new Network(JenkinsProxy.settings(), Util.fixNull(caCertificates), Timeouts.DEFAULT);
            return new GitLabProbe(url, token.get(), network)
                    .version()
                    .map(version -> FormValidation.ok(Messages.ConnectionCheck_Known(version)))
                    .orElseGet(() -> FormValidation.ok(
                            id == null ? Messages.ConnectionCheck_Reached() : Messages.ConnectionCheck_NotTold()));
        } catch (InvalidRequestException | IOException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
