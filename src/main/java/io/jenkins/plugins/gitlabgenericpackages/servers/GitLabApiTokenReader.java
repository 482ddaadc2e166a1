package io.jenkins.plugins.gitlabgenericpackages.servers;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.dabsquared.gitlabjenkins.connection.GitLabApiToken;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The API token of the GitLab plugin, where that plugin is installed. */
@OptionalExtension(requirePlugins = "gitlab-plugin")
@Restricted(NoExternalUse.class)
public final class GitLabApiTokenReader extends TokenReader {
    @Override
    protected boolean accepts(StandardCredentials credentials) {
        return credentials instanceof GitLabApiToken;
    }

    @Override
    protected Token token(StandardCredentials credentials, TokenType type) {
        return Token.of(((GitLabApiToken) credentials).getApiToken().getPlainText(), type);
    }
}
