package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * The certificate by which this Java shows who it is, where an administrator gave it one: by the system properties
 * {@code javax.net.ssl.keyStore…} that the JDK's own factory reads. There is no way to ask that factory for it.
 */
final class ClientCertificate {
    private static final String PROPERTY = "javax.net.ssl.keyStore";

    /** What the property says of keys that are in no file, but in a device. */
    private static final String NO_FILE = "NONE";

    private ClientCertificate() {}

    /**
     * Returns what shows the certificate to a server that asks for one; nothing if this Java has none.
     *
     * @throws IOException if what the properties name cannot be used
     */
    static KeyManager[] ofThisJava() throws IOException {
        String file = System.getProperty(PROPERTY, "");
        if (file.isEmpty()) {
            return new KeyManager[0];
        }
        String password = System.getProperty(PROPERTY + "Password", "");
        char[] secret = password.isEmpty() ? null : password.toCharArray();
        try (InputStream in = file.equals(NO_FILE) ? null : Files.newInputStream(Path.of(file))) {
            KeyStore keys = keyStore();
            keys.load(in, secret);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, secret);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException | InvalidPathException e) {
            throw new IOException("The key store that " + PROPERTY + " names cannot be used", e);
        }
    }

    private static KeyStore keyStore() throws GeneralSecurityException {
        String type = System.getProperty(PROPERTY + "Type", "");
        String provider = System.getProperty(PROPERTY + "Provider", "");
        String known = type.isEmpty() ? KeyStore.getDefaultType() : type;
        return provider.isEmpty() ? KeyStore.getInstance(known) : KeyStore.getInstance(known, provider);
    }
}
