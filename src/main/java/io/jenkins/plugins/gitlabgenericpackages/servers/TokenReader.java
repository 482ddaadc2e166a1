package io.jenkins.plugins.gitlabgenericpackages.servers;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.plugins.ApiToken;
import java.util.Objects;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Knows one kind of credentials that can hold a GitLab token. Called on the controller, from any thread. */
@Restricted(NoExternalUse.class)
public abstract class TokenReader implements ExtensionPoint {
    static final String EXPECTED = "a secret text, or a user name with password";

    /** Returns whether these credentials are of the kind. */
    protected abstract boolean accepts(@NonNull StandardCredentials credentials);

    /** Returns their token; called only after {@link #accepts} said yes. Null if they do not tell it. */
    @CheckForNull
    protected abstract Token token(@NonNull StandardCredentials credentials, @NonNull TokenType type);

    static Optional<Token> read(StandardCredentials credentials, TokenType type) {
        return ExtensionList.lookup(TokenReader.class).stream()
                .filter(reader -> reader.accepts(credentials))
                .map(reader -> reader.token(credentials, type))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Matches all credentials that some reader accepts. */
    static CredentialsMatcher matcher() {
        return credentials -> credentials instanceof StandardCredentials standard
                && ExtensionList.lookup(TokenReader.class).stream().anyMatch(reader -> reader.accepts(standard));
    }

    /** A secret text. */
    @Extension
    public static final class SecretText extends TokenReader {
        @Override
        protected boolean accepts(StandardCredentials credentials) {
            return credentials instanceof StringCredentials;
        }

        @Override
        protected Token token(StandardCredentials credentials, TokenType type) {
            return Token.of(((StringCredentials) credentials).getSecret().getPlainText(), type);
        }
    }

    /** The API token of the GitLab plugin, where that plugin is installed. */
    @Extension
    public static final class GitLabPlugin extends TokenReader {
        @Override
        protected boolean accepts(StandardCredentials credentials) {
            return ApiToken.is(credentials);
        }

        @Override
        protected Token token(StandardCredentials credentials, TokenType type) {
            return ApiToken.read(credentials)
                    .map(token -> Token.of(token.getPlainText(), type))
                    .orElse(null);
        }
    }

    /** A user name with a password or token; the access tokens of the GitLab Branch Source plugin are of this kind. */
    @Extension
    public static final class UserNamePassword extends TokenReader {
        @Override
        protected boolean accepts(StandardCredentials credentials) {
            return credentials instanceof StandardUsernamePasswordCredentials;
        }

        @Override
        protected Token token(StandardCredentials credentials, TokenType type) {
            StandardUsernamePasswordCredentials login = (StandardUsernamePasswordCredentials) credentials;
            return Token.basic(login.getUsername(), login.getPassword().getPlainText());
        }
    }
}
