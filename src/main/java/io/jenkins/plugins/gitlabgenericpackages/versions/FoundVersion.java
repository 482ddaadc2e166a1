package io.jenkins.plugins.gitlabgenericpackages.versions;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.PackagePage;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * A version as an agent tells it. An agent may say anything: what is kept of it is a version that fits, a moment, and a
 * number.
 *
 * @param webPath the path of its page, as GitLab tells it
 */
record FoundVersion(long id, String version, @CheckForNull Instant createdAt, String webPath) implements Serializable {
    static FoundVersion of(RemotePackage listed) {
        return new FoundVersion(
                listed.id(), listed.version(), listed.createdAt().orElse(null), listed.webPath());
    }

    /** @throws AbortException if it is no answer to what was asked */
    GenericPackageVersion shown(Registry registry, VersionQuery asked) throws AbortException {
        if (version == null
                || webPath == null
                || !GenericPackage.isVersion(version)
                || !asked.source().version().admits(version)) {
            throw new AbortException(
                    "The agent's answer is refused: it names a version that does not fit " + asked.source());
        }
        Optional<Instant> created = Optional.ofNullable(createdAt);
        RemotePackage listed = new RemotePackage(id, asked.source().name(), version, "", created, webPath);
        return new GenericPackageVersion(
                version,
                created.map(Instant::toString).orElse(""),
                PackagePage.address(registry, listed).orElse(""));
    }
}
