package io.jenkins.plugins.gitlabgenericpackages.servers;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Finds the token for a build, with the rights of that build, and records that it was used. Controller only. */
@Restricted(NoExternalUse.class)
public record BuildCredentials(Run<?, ?> run) {

    /**
     * @param id not empty
     * @param place who names the credentials, for messages, such as {@code the step}
     * @param url the GitLab that the token is for
     * @throws AbortException if the build may see no such credentials, or they are of a kind that holds no token
     * @throws InvalidRequestException if the address cannot be read
     */
    public Token token(String id, String place, TokenType type, String url) throws AbortException {
        StandardCredentials credentials =
                CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, AddressRequirements.of(url));
        if (credentials == null) {
            throw new AbortException("There are no credentials with the id '" + id + "' that this build may use for "
                    + url + ", and " + place + " asks for them. Expected: " + TokenReader.EXPECTED);
        }
        CredentialsProvider.track(run, credentials);
        try {
            return TokenReader.read(credentials, type)
                    .map(token -> token.from("credentials '" + credentials.getId() + "' of " + place))
                    .orElseThrow(() -> new AbortException("The credentials '" + id + "' ("
                            + credentials.getDescriptor().getDisplayName() + ") hold no GitLab token. Expected: "
                            + TokenReader.EXPECTED));
        } catch (InvalidRequestException e) {
            throw new AbortException("The credentials '" + id + "' cannot be used: " + e.getMessage());
        }
    }
}
