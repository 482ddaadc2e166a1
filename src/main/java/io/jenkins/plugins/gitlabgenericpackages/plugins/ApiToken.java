package io.jenkins.plugins.gitlabgenericpackages.plugins;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.Secret;
import java.util.Arrays;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The credentials of the kind that the GitLab plugin defines: its own, and those that other plugins make of it. */
@Restricted(NoExternalUse.class)
public final class ApiToken {
    private static final String TYPE = "com.dabsquared.gitlabjenkins.connection.GitLabApiToken";

    private ApiToken() {}

    /** Returns whether these credentials are of the kind. */
    public static boolean is(StandardCredentials credentials) {
        return isOfKind(credentials.getClass());
    }

    private static boolean isOfKind(@CheckForNull Class<?> type) {
        return type != null
                && (type.getName().equals(TYPE)
                        || isOfKind(type.getSuperclass())
                        || Arrays.stream(type.getInterfaces()).anyMatch(ApiToken::isOfKind));
    }

    /** Returns the token of such credentials. */
    public static Optional<Secret> read(StandardCredentials credentials) {
        return PublicProperty.of(credentials, "apiToken", Secret.class);
    }
}
