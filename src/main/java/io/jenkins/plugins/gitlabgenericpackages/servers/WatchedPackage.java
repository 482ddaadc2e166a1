package io.jenkins.plugins.gitlabgenericpackages.servers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Job;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A package whose versions a job looks at outside of its builds.
 *
 * @param gitlabUrl empty for the default server
 * @param credentialsId empty for those of the server
 */
@Restricted(NoExternalUse.class)
public record WatchedPackage(
        String gitlabUrl, String projectId, PackageSource source, String credentialsId, TokenType tokenType)
        implements Serializable {

    /** A build parameter whose value is a version of a package. */
    public interface Parameter {
        /** Returns whether it is that package, by its {@link WatchedPackage#identity}; false if it is none at all. */
        boolean isOf(String identity);
    }

    /**
     * Reads what a form or a Pipeline gives, texts null where it gives none.
     *
     * @param packageVersion the rule of versions; null for all
     * @throws InvalidRequestException if there can be no such package
     */
    public static WatchedPackage of(
            @CheckForNull String gitlabUrl,
            @CheckForNull String projectId,
            String packageName,
            @CheckForNull String packageVersion,
            @CheckForNull String credentialsId,
            TokenType tokenType) {
        VersionRule rule = packageVersion == null ? VersionRule.LATEST : new VersionRule(packageVersion);
        return new WatchedPackage(
                Util.fixNull(gitlabUrl),
                Util.fixNull(projectId),
                new PackageSource(packageName, rule),
                Util.fixNull(credentialsId),
                tokenType);
    }

    /**
     * Names the package, whichever versions of it and credentials are asked for.
     *
     * @throws InvalidRequestException if the address or the project cannot be read
     */
    public String identity() {
        return new Registry(ChosenServer.of(gitlabUrl).url(), projectId, Token.anonymous()).address() + " "
                + source.name();
    }

    /**
     * Returns how the controller asks for it: once, with what the job's builds may use.
     *
     * @param place who asks, for messages, such as {@code the parameter}
     * @throws AbortException if the credentials cannot be used
     * @throws InvalidRequestException if the address or the project cannot be read
     */
    public RegistrySettings settings(Job<?, ?> job, String place) throws AbortException {
        ChosenServer server = ChosenServer.of(gitlabUrl);
        Registry registry = new Registry(
                server.url(), projectId, server.token(new JobCredentials(job), credentialsId, place, tokenType));
        return new RegistrySettings(registry, server.network(), 1, 0, Verify.IF_TOLD, false);
    }
}
