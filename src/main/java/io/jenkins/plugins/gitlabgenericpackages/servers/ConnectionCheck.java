package io.jenkins.plugins.gitlabgenericpackages.servers;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.client.GitLabProbe;
import io.jenkins.plugins.gitlabgenericpackages.client.GitLabProbe.ProbeException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.model.GitLabUrl;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.IOException;
import java.util.Optional;

/** Tries, from the controller, whether a server in a form can be reached and knows its default credentials. */
record ConnectionCheck(String gitlabUrl, String credentialsId, TokenType tokenType, String caCertificates) {

    /** Says what came of it in the language of whoever reads the form. */
    FormValidation run() throws InterruptedException {
        Network network;
        Token token = Token.anonymous();
        try {
            GitLabUrl.api(gitlabUrl);
        } catch (InvalidRequestException e) {
            return FormValidation.error(Messages.TextCheck_GitLabUrl());
        }
        try {
            network =
                    new Network(JenkinsProxy.settings(gitlabUrl), Util.fixNull(caCertificates), "", Timeouts.IMPATIENT);
        } catch (InvalidRequestException e) {
            return FormValidation.error(Messages.GitLabServer_NoCertificate());
        }
        if (Util.fixEmptyAndTrim(credentialsId) != null) {
            try {
                Optional<Token> found = CredentialsField.token(credentialsId.trim(), tokenType, gitlabUrl);
                if (found.isEmpty()) {
                    return FormValidation.error(Messages.CredentialsField_NotFound());
                }
                token = found.get();
            } catch (InvalidRequestException e) {
                return FormValidation.error(Messages.ConnectionCheck_NoToken());
            }
        }
        return ask(token, network);
    }

    private FormValidation ask(Token token, Network network) throws InterruptedException {
        try {
            Optional<String> version = new GitLabProbe(gitlabUrl, token, network).version();
            if (version.isPresent()) {
                return FormValidation.ok(Messages.ConnectionCheck_Known(version.get()));
            }
            if (token.isLogin()) {
                return FormValidation.warning(Messages.ConnectionCheck_Login());
            }
            return FormValidation.ok(
                    token.isAnonymous() ? Messages.ConnectionCheck_Reached() : Messages.ConnectionCheck_NotTold());
        } catch (ProbeException e) {
            return FormValidation.error(words(e));
        } catch (IOException e) {
            // Java's own set-up of certificates, which has no words of ours.
            return FormValidation.error(e.getMessage());
        }
    }

    private String words(ProbeException failure) {
        String detail = failure.detail();
        return switch (failure.reason()) {
            case UNAUTHORIZED -> Messages.ConnectionCheck_Unauthorized(detail);
            case FORBIDDEN -> Messages.ConnectionCheck_Forbidden(detail);
            case MOVED -> Messages.ConnectionCheck_Moved(detail);
            case STATUS -> Messages.ConnectionCheck_Status(detail);
            case NO_GITLAB -> Messages.ConnectionCheck_NoGitLab(gitlabUrl);
            case UNTRUSTED -> Messages.ConnectionCheck_Untrusted(detail);
            case NOT_SECURE -> Messages.ConnectionCheck_NotSecure(detail);
            case NO_TLS -> Messages.ConnectionCheck_NoTls(gitlabUrl);
            case UNREACHABLE -> Messages.ConnectionCheck_Unreachable(gitlabUrl, detail);
        };
    }
}
