package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Certificates that are trusted besides those of the Java installation. Checks are added to, never left out. */
public final class TrustedCertificates {
    private TrustedCertificates() {}

    /** Where sockets for https come from. Asked with the first: to read Java's authorities takes time. Thread-safe. */
    @FunctionalInterface
    public interface TlsSockets {
        /** @throws IOException if this Java's own settings for TLS cannot be used */
        SSLSocketFactory factory() throws IOException;
    }

    /** Returns whether a private key is in the text: it is given away by mistake. */
    public static boolean hasPrivateKey(String pem) {
        return pem.contains("PRIVATE KEY-----");
    }

    /**
     * Reads certificates in PEM.
     *
     * @throws IllegalArgumentException if the text holds none or a broken one, or a private key
     */
    public static List<X509Certificate> parse(String pem) {
        if (hasPrivateKey(pem)) {
            throw new IllegalArgumentException("There is a private key in it, which nobody should get: give the"
                    + " certificates alone, which must be in PEM");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        // Before each file that was put together to this one, Windows may have left a byte order mark.
        String text = PrintableText.withoutByteOrderMark(pem);
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
                    .forEach(certificate -> certificates.add((X509Certificate) certificate));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("The certificate cannot be read: it must be in PEM", e);
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("There is no certificate in the text: it must be in PEM");
        }
        return certificates;
    }

    /**
     * Returns what makes sockets that trust those certificates too, and show this Java's own as before.
     *
     * @param pem the additional certificates, empty for none
     */
    public static TlsSockets sockets(String pem) {
        return new TlsSockets() {
            private SSLSocketFactory made;

            @Override
            public synchronized SSLSocketFactory factory() throws IOException {
                if (made == null) {
                    made = socketFactory(pem);
                }
                return made;
            }
        };
    }

    private static SSLSocketFactory socketFactory(String pem) throws IOException {
        if (pem.isBlank()) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            for (TrustManager manager : trustManagers(null)) {
                if (manager instanceof X509TrustManager x509) {
                    for (X509Certificate certificate : x509.getAcceptedIssuers()) {
                        all.setCertificateEntry("java-" + all.size(), certificate);
                    }
                }
            }
            for (X509Certificate certificate : parse(pem)) {
                all.setCertificateEntry("added-" + all.size(), certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            // Only trust anchors are added; the JDK's own trust manager does the checking.
            context.init(ClientCertificate.ofThisJava(), trustManagers(all), null); // lgtm[jenkins/unsafe-calls]
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("The trusted certificates cannot be set up", e);
        }
    }

    private static TrustManager[] trustManagers(KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return factory.getTrustManagers();
    }
}
