package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.Serializable;
import java.util.Optional;

/**
 * The way to a GitLab.
 *
 * @param proxy null for a direct connection
 * @param caCertificates certificates in PEM that are trusted besides Java's own; empty for none
 */
public record Network(ProxySettings proxy, String caCertificates, Timeouts timeouts) implements Serializable {
    /** Straight ahead, with the certificates and the patience that need no configuration. */
    public static final Network DIRECT = new Network(null, "", Timeouts.DEFAULT);

    /** @throws InvalidRequestException if the certificates cannot be read */
    public Network {
        try {
            if (!caCertificates.isBlank()) {
                TrustedCertificates.parse(caCertificates);
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("The CA certificates of this GitLab are wrong: " + e.getMessage());
        }
    }

    public Optional<ProxySettings> knownProxy() {
        return Optional.ofNullable(proxy);
    }
}
