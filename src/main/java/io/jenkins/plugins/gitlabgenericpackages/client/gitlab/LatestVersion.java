package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Finds the version that {@code latest} stands for. */
public final class LatestVersion {
    /** One that is being made or deleted, or that failed, is not there for anybody who downloads. */
    private static final Set<String> COMPLETE = Set.of("default", "hidden", "deprecated");

    private final PackagesApi api;
    private final Token token;
    private final TransferListener listener;

    public LatestVersion(PackagesApi api, Token token, TransferListener listener) {
        this.api = api;
        this.token = token;
        this.listener = listener;
    }

    /** Returns the package itself, unless its version is {@code latest} and no version is really called so. */
    public GenericPackage resolve(GenericPackage wanted) throws RegistryException, InterruptedException {
        if (!wanted.version().equals(GenericPackage.LATEST)) {
            return wanted;
        }
        if (!token.canList()) {
            return byName(wanted);
        }
        List<RemotePackage> versions;
        try {
            versions = api.versions(wanted.name());
        } catch (RegistryException e) {
            if (GitLabException.isRefusedList(e, token)) {
                return byName(wanted);
            }
            throw e;
        }
        if (versions.stream().anyMatch(found -> found.version().equals(GenericPackage.LATEST))) {
            return wanted;
        }
        RemotePackage newest = versions.stream()
                .filter(found -> COMPLETE.contains(found.status()) && GenericPackage.isVersion(found.version()))
                .max(Comparator.comparing(
                                (RemotePackage found) -> found.createdAt().orElse(Instant.MIN))
                        .thenComparingLong(RemotePackage::id))
                .orElseThrow(() -> new RegistryException("There is no version of the package " + wanted.name()
                        + " that the token may see, so none is the latest"));
        return new GenericPackage(newest.name(), newest.version());
    }

    /** Without a list there can still be a version of that very name. */
    private GenericPackage byName(GenericPackage wanted) {
        listener.note("GitLab lists no versions for this token (" + token.kind()
                + "): 'latest' is taken as the name of a version");
        return wanted;
    }
}
