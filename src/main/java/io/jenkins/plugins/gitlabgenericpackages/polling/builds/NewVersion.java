package io.jenkins.plugins.gitlabgenericpackages.polling.builds;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import io.jenkins.plugins.gitlabgenericpackages.client.model.PackagePage;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A version that a build is started for. Immutable; kept with the job, in the queue and with the build. */
@Restricted(NoExternalUse.class)
public final class NewVersion implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final Comparator<NewVersion> OLDEST_FIRST =
            Comparator.comparing(NewVersion::moment).thenComparingLong(NewVersion::getId);

    /** GitLab's own: a version that is deleted and made again has another one. */
    private final long id;

    private final String packageName;
    private final String version;
    private final String createdAt;
    private final String page;

    private NewVersion(RemotePackage listed, String page) {
        id = listed.id();
        packageName = listed.name();
        version = listed.version();
        createdAt = listed.createdAt().map(Instant::toString).orElse("");
        this.page = page;
    }

    public static NewVersion of(RemotePackage listed, Registry registry) {
        return new NewVersion(listed, PackagePage.address(registry, listed).orElse(""));
    }

    public long getId() {
        return id;
    }

    @NonNull
    public String getPackageName() {
        return packageName;
    }

    @NonNull
    public String getVersion() {
        return version;
    }

    /** Returns when GitLab made it, as ISO 8601 in UTC; empty if GitLab does not tell. */
    @NonNull
    public String getCreatedAt() {
        return createdAt;
    }

    /** Returns the address of its page in GitLab, http or https; empty if it is not known. */
    @NonNull
    public String getPage() {
        return page;
    }

    public GenericPackage asPackage() {
        return new GenericPackage(packageName, version);
    }

    void contribute(EnvVars environment) {
        environment.put("GITLAB_PACKAGE_NAME", packageName);
        environment.put(NewVersionParameter.VERSION, version);
        environment.put("GITLAB_PACKAGE_CREATED_AT", createdAt);
    }

    private Instant moment() {
        return createdAt.isEmpty() ? Instant.MIN : Instant.parse(createdAt);
    }

    @Override
    public String toString() {
        return packageName + " " + version;
    }
}
