package io.jenkins.plugins.gitlabgenericpackages.servers;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Says in a form whose certificates a text holds, and whether they are in date. */
final class CertificateCheck {
    private CertificateCheck() {}

    static FormValidation of(String pem) {
        if (Util.fixEmptyAndTrim(pem) == null) {
            return FormValidation.ok();
        }
        if (TrustedCertificates.hasPrivateKey(pem)) {
            return FormValidation.error(Messages.GitLabServer_PrivateKey());
        }
        List<X509Certificate> certificates;
        try {
            certificates = TrustedCertificates.parse(pem);
        } catch (IllegalArgumentException e) {
            return FormValidation.error(Messages.GitLabServer_NoCertificate());
        }
        Instant now = Instant.now();
        for (X509Certificate certificate : certificates) {
            if (certificate.getNotAfter().toInstant().isBefore(now)) {
                return FormValidation.error(Messages.GitLabServer_CertificateExpired(
                        certificate.getSubjectX500Principal().getName(),
                        date(certificate.getNotAfter().toInstant())));
            }
            if (certificate.getNotBefore().toInstant().isAfter(now)) {
                return FormValidation.error(Messages.GitLabServer_CertificateNotYet(
                        certificate.getSubjectX500Principal().getName(),
                        date(certificate.getNotBefore().toInstant())));
            }
        }
        X509Certificate first = certificates.get(0);
        return FormValidation.ok(Messages.GitLabServer_CertificateValid(
                first.getSubjectX500Principal().getName(),
                date(first.getNotAfter().toInstant())));
    }

    private static String date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }
}
