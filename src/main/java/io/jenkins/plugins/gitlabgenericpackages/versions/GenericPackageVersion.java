package io.jenkins.plugins.gitlabgenericpackages.versions;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** A version of a package as Pipelines see it. It may be kept in a variable over a restart. Immutable. */
public final class GenericPackageVersion implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String version;
    private final String createdAt;
    private final String url;

    GenericPackageVersion(String version, String createdAt, String url) {
        this.version = version;
        this.createdAt = createdAt;
        this.url = url;
    }

    @Whitelisted
    @NonNull
    public String getVersion() {
        return version;
    }

    /** Returns when it was created, by ISO 8601 in UTC, such as {@code 2026-11-30T09:30:00Z}; empty if GitLab does not tell. */
    @Whitelisted
    @NonNull
    public String getCreatedAt() {
        return createdAt;
    }

    /** Returns the address of its page in GitLab; empty if GitLab does not tell where the project is. */
    @Whitelisted
    @NonNull
    public String getUrl() {
        return url;
    }

    @Whitelisted
    @Override
    public String toString() {
        return version;
    }
}
