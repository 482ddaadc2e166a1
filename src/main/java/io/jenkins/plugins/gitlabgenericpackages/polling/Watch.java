package io.jenkins.plugins.gitlabgenericpackages.polling;

import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.time.Duration;

/**
 * What a trigger watches.
 *
 * @param completeWhen the file that is uploaded last; empty for none
 */
record Watch(RegistrySettings settings, PackageSource source, String completeWhen, Builds builds) {
    /** Polls share a few threads, and another poll comes soon. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Lets a GitLab that says nothing hold a poll only for a while. */
    static Watch impatient(RegistrySettings settings, PackageSource source, String completeWhen, Builds builds) {
        Network network = settings.network();
        Timeouts timeouts =
                new Timeouts(PATIENCE, PATIENCE, PATIENCE, network.timeouts().proceed());
        Network impatient =
                new Network(network.proxy(), network.caCertificates(), network.certificatesPlace(), timeouts);
        return new Watch(
                new RegistrySettings(
                        settings.registry(),
                        impatient,
                        settings.parallel(),
                        settings.retries(),
                        settings.verify(),
                        false),
                source,
                completeWhen,
                builds);
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
