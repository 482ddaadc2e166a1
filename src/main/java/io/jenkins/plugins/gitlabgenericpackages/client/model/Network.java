package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.Serializable;
import java.util.Optional;

/**
 * The way to a GitLab.
 *
 * @param proxy null for a direct connection
 * @param caCertificates certificates in PEM that are trusted besides Java's own; empty for none
 * @param certificatesPlace where people give those certificates, for messages; may be empty
 */
public record Network(ProxySettings proxy, String caCertificates, String certificatesPlace, Timeouts timeouts)
        implements Serializable {
    private static final int LONGEST_PLACE = 300;

    /** @throws InvalidRequestException if the certificates cannot be read */
    public Network {
        certificatesPlace = PrintableText.line(certificatesPlace, LONGEST_PLACE);
        try {
            if (!caCertificates.isBlank()) {
                TrustedCertificates.parse(caCertificates);
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(
                    (certificatesPlace.isEmpty() ? "CA certificates of this GitLab" : certificatesPlace) + ": "
                            + e.getMessage());
        }
    }

    public Optional<ProxySettings> knownProxy() {
        return Optional.ofNullable(proxy);
    }
}
