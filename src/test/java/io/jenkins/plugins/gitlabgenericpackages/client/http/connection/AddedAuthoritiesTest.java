package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Peer;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ScriptedServer;
import io.jenkins.plugins.gitlabgenericpackages.client.http.TestKeys;
import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** The certificates that a user gives are trusted besides those that this Java trusts, and not in place of them. */
public class AddedAuthoritiesTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final String PASSWORD = "changeit";
    private static final String STORE = "javax.net.ssl.trustStore";
    private static final List<String> PROPERTIES = List.of(STORE, STORE + "Type", STORE + "Password");

    private static final List<TestKeys> OF_JAVA = List.of(keys(), keys());
    private static final List<TestKeys> ADDED = List.of(keys(), TestKeys.ofLoopback());
    private static final TestKeys STRANGER = keys();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Map<String, String> before = new HashMap<>();
    private final StallWatch watch = new StallWatch();

    @Before
    public void giveJavaItsAuthorities() throws Exception {
        // The default is made once for all: not while this Java trusts the test's alone.
        SSLContext.getDefault();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (TestKeys keys : OF_JAVA) {
            for (X509Certificate certificate : TrustedCertificates.parse(keys.pem())) {
                store.setCertificateEntry("java" + store.size(), certificate);
            }
        }
        File file = folder.newFile();
        try (OutputStream out = new FileOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        PROPERTIES.forEach(property -> before.put(property, System.getProperty(property)));
        System.setProperty(STORE, file.getPath());
        System.setProperty(STORE + "Type", "PKCS12");
        System.setProperty(STORE + "Password", PASSWORD);
    }

    @After
    public void restore() {
        watch.close();
        before.forEach((property, value) -> {
            if (value == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
    }

    @Test
    public void oneClientTrustsBoth() throws Exception {
        StringBuilder pem = new StringBuilder();
        for (TestKeys keys : ADDED) {
            pem.append(keys.pem());
        }
        Dialer dialer = new Dialer(
                Optional.empty(),
                TrustedCertificates.sockets(pem.toString()),
                new Timeouts(LONG, LONG, LONG, LONG),
                watch,
                new NetworkStack() {});
        for (List<TestKeys> trusted : List.of(OF_JAVA, ADDED)) {
            for (TestKeys keys : trusted) {
                dialer.open(serve(keys).address("/")).close();
            }
        }
        ScriptedServer stranger = serve(STRANGER);
        assertThrows(TlsException.class, () -> dialer.open(stranger.address("/")));
    }

    private ScriptedServer serve(TestKeys keys) throws Exception {
        return loopback.serve(keys.server(), Peer::freeze);
    }

    private static TestKeys keys() {
        return new TestKeys("ip:127.0.0.1");
    }
}
