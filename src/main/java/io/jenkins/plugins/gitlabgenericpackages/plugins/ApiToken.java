package io.jenkins.plugins.gitlabgenericpackages.plugins;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.util.Secret;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The credentials of the kind that the GitLab plugin defines. */
@Restricted(NoExternalUse.class)
public final class ApiToken {
    private static final String TYPE = "com.dabsquared.gitlabjenkins.connection.GitLabApiTokenImpl";

    private ApiToken() {}

    /** Returns whether these credentials are of the kind. */
    public static boolean is(StandardCredentials credentials) {
        return credentials.getClass().getName().equals(TYPE);
    }

    /** Returns the token of such credentials. */
    public static Optional<Secret> read(StandardCredentials credentials) {
        return PublicProperty.of(credentials, "apiToken", Secret.class);
    }
}
