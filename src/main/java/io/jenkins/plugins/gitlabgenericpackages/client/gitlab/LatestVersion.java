package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Finds the version that {@code latest} stands for. */
public final class LatestVersion {
    private final PackagesApi api;
    private final Token token;

    public LatestVersion(PackagesApi api, Token token) {
        this.api = api;
        this.token = token;
    }

    /** Returns the package itself, unless its version is {@code latest} and no version is really called so. */
    public GenericPackage resolve(GenericPackage wanted) throws RegistryException, InterruptedException {
        if (!wanted.version().equals(GenericPackage.LATEST) || !token.canList()) {
            // Without a list there can still be a version of that very name.
            return wanted;
        }
        List<RemotePackage> versions = api.versions(wanted.name());
        if (versions.stream().anyMatch(found -> found.version().equals(GenericPackage.LATEST))) {
            return wanted;
        }
        RemotePackage newest = versions.stream()
                .max(Comparator.comparing(
                                (RemotePackage found) -> found.createdAt().orElse(Instant.MIN))
                        .thenComparingLong(RemotePackage::id))
                .orElseThrow(() -> new RegistryException("There is no version of the package " + wanted.name()
                        + " that the token may see, so none is the latest"));
        return new GenericPackage(newest.name(), newest.version());
    }
}
