package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TlsException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates.TlsSockets;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A server may ask the client for a certificate as well. This Java has one by system properties. */
public class MutualTlsTest {
    private static final TestKeys SERVER = TestKeys.ofLoopback();
    private static final TestKeys CLIENT = new TestKeys("dns:agent.example.com");

    private static final String PROVIDER = "javax.net.ssl.keyStoreProvider";

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    @Before
    public void make() throws Exception {
        // The default is made once for all: not while this Java has a key of the test's.
        SSLContext.getDefault();
    }

    @After
    public void forget() throws Exception {
        CLIENT.properties().keySet().forEach(System::clearProperty);
        System.clearProperty(PROVIDER);
    }

    @Test
    public void ownCertificateIsShownToAServerOfAnAddedAuthority() throws Exception {
        CLIENT.properties().forEach(System::setProperty);
        assertThat(getBy(SERVER.trusting()), is("200 ok"));
    }

    @Test
    public void typeMayBeLeftToJava() throws Exception {
        CLIENT.properties().forEach(System::setProperty);
        System.clearProperty("javax.net.ssl.keyStoreType");
        assertThat(getBy(SERVER.trusting()), is("200 ok"));
    }

    @Test
    public void providerOfTheKeysMayBeNamed() throws Exception {
        CLIENT.properties().forEach(System::setProperty);
        System.setProperty(PROVIDER, "SunJSSE");
        assertThat(getBy(SERVER.trusting()), is("200 ok"));
        System.setProperty(PROVIDER, "none");
        assertThrows(IOException.class, SERVER.trusting()::factory);
    }

    @Test
    public void keysInADeviceNeedNoFile() throws Exception {
        CLIENT.properties().forEach(System::setProperty);
        System.setProperty("javax.net.ssl.keyStore", "NONE");
        TlsSockets tls = SERVER.trusting();
        assertThrows(IOException.class, () -> getBy(tls));
    }

    @Test
    public void withoutACertificateTheServerRefuses() {
        TlsException refused = assertThrows(TlsException.class, () -> getBy(SERVER.trusting()));
        assertThat(refused.getMessage(), containsString("). The server wants a certificate of this side"));
    }

    @Test
    public void unusableKeyStoreIsNamedAndItsPasswordIsNot() throws Exception {
        for (Map.Entry<String, String> wrong : Map.of(
                        "javax.net.ssl.keyStore", "/not/there",
                        "javax.net.ssl.keyStorePassword", "wr0ng",
                        "javax.net.ssl.keyStoreType", "none")
                .entrySet()) {
            CLIENT.properties().forEach(System::setProperty);
            System.setProperty(wrong.getKey(), wrong.getValue());
            IOException refused = assertThrows(wrong.getKey(), IOException.class, SERVER.trusting()::factory);
            assertThat(refused.getMessage(), containsString("javax.net.ssl.keyStore"));
            for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause.getMessage()), not(containsString("wr0ng")));
            }
        }
    }

    private String getBy(TlsSockets tls) throws Exception {
        SSLContext asking = SERVER.serverThatTrusts(CLIENT);
        ScriptedServer server = loopback.serve(peer -> {
            try {
                peer.startTls(asking, true);
            } catch (SSLException e) {
                // What the client still sends must not turn the refusal into a reset.
                peer.readToEnd();
            }
            peer.serve("200 OK", "ok");
        });
        HttpTransport transport = loopback.transport(Loopback.PATIENT, tls);
        return get(transport, HttpAddress.parse("https://127.0.0.1:" + server.port() + "/"));
    }
}
