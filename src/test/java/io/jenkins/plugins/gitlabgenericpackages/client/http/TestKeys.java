package io.jenkins.plugins.gitlabgenericpackages.client.http;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates.TlsSockets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key with a certificate of its own making, by the JDK's keytool: made when it is first used, once for all tests. */
public final class TestKeys {
    private static final String PASSWORD = "changeit";
    private static final TestKeys LOOPBACK = new TestKeys("ip:127.0.0.1,ip:0:0:0:0:0:0:0:1,dns:localhost");

    private final String names;
    private Path file;
    private KeyStore store;

    /** @param names the subject alternative names as keytool wants them */
    public TestKeys(String names) {
        this.names = names;
    }

    /** A certificate for the addresses of this machine. */
    public static TestKeys ofLoopback() {
        return LOOPBACK;
    }

    private synchronized KeyStore store() throws Exception {
        if (store == null) {
            Path folder = Files.createTempDirectory("test-keys");
            file = folder.resolve("keys.p12");
            // In the reverse order.
            for (Path path : List.of(folder, file, log())) {
                path.toFile().deleteOnExit();
            }
            keytool();
            KeyStore made = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                made.load(in, PASSWORD.toCharArray());
            }
            store = made;
        }
        return store;
    }

    private Path log() {
        return file.resolveSibling("keytool.log");
    }

    private void keytool() throws IOException, InterruptedException {
        String options = "-J-XX:TieredStopAtLevel=1 -genkeypair -alias key -keyalg EC -dname CN=test -validity 2"
                + " -ext SAN=" + names + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore";
        List<String> command = new ArrayList<>(List.of(options.split(" ")));
        command.add(
                0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add(file.toString());
        ProcessBuilder keytool = new ProcessBuilder(command);
        Process process =
                keytool.redirectErrorStream(true).redirectOutput(log().toFile()).start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(log()));
        }
    }

    /** Returns what a server needs to show the certificate. */
    public SSLContext server() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Returns what a server needs to show the certificate and to ask for that of the client. */
    SSLContext serverThatTrusts(TestKeys client) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", client.store().getCertificate("key"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** Returns the properties by which an administrator gives the key to a Java. */
    Map<String, String> properties() throws Exception {
        store();
        return Map.of(
                "javax.net.ssl.keyStore",
                file.toString(),
                "javax.net.ssl.keyStorePassword",
                PASSWORD,
                "javax.net.ssl.keyStoreType",
                "PKCS12");
    }

    /** Returns the certificate as an administrator would give it. */
    public String pem() throws Exception {
        Certificate certificate = store().getCertificate("key");
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** Returns what a client needs that trusts the certificate. */
    public TlsSockets trusting() throws Exception {
        return TrustedCertificates.sockets(pem());
    }
}
