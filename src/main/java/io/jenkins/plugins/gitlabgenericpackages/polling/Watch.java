package io.jenkins.plugins.gitlabgenericpackages.polling;

import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;

/**
 * What a trigger watches.
 *
 * @param completeWhen the file that is uploaded last; empty for none
 */
record Watch(RegistrySettings settings, PackageSource source, String completeWhen, Builds builds) {
    /** Lets a GitLab that says nothing hold a poll only for a while: polls share a few threads, and another one comes soon. */
    static Watch impatient(RegistrySettings settings, PackageSource source, String completeWhen, Builds builds) {
        return new Watch(settings.impatient(settings.retries()), source, completeWhen, builds);
    }

    /** Names the package; with another one, what a job remembers is of no use. */
    String identity() {
        return settings.registry().address() + " " + source.name();
    }

    String name() {
        return source.name();
    }

    boolean fits(String version) {
        return source.version().admits(version);
    }

    GenericPackageClient client() {
        return new GenericPackageClient(settings, TransferListener.NONE);
    }
}
