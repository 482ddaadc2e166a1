package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.brokenGet;
import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TlsException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TlsException.Problem;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates.TlsSockets;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class TlsTest {
    private static final TestKeys KEYS = TestKeys.ofLoopback();
    private static final TestKeys FOREIGN = new TestKeys("dns:elsewhere.example.com,ip:127.0.0.2");

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    @Test
    public void addedCertificateIsTrusted() throws Exception {
        ScriptedServer server = loopback.serve(KEYS.server(), peer -> {
            peer.serve("200 OK", "first");
            peer.serve("200 OK", "second");
        });
        HttpTransport transport = trusting(KEYS.trusting());
        assertThat(get(transport, server.address("/")), is("200 first"));
        assertThat(get(transport, server.address("/")), is("200 second"));
        assertThat(server.connections(), is(1));
    }

    @Test
    public void nameOfTheHostCounts() throws Exception {
        ScriptedServer server = loopback.serve(KEYS.server(), peer -> peer.serve("200 OK", "ok"));
        HttpAddress address = HttpAddress.parse("https://localhost:" + server.port() + "/");
        assertThat(get(trusting(KEYS.trusting()), address), is("200 ok"));
    }

    @Test
    public void untrustedCertificateIsFinalAndSaysWhatToDo() throws Exception {
        ScriptedServer server = loopback.serve(KEYS.server(), peer -> peer.serve("200 OK", "ok"));
        TlsException refused = refused(TrustedCertificates.sockets(""), server);
        assertThat(
                refused.getMessage(), startsWith("no secure connection to https://127.0.0.1:" + server.port() + " ("));
        assertThat(refused.getMessage(), containsString("give that authority's certificate"));
        assertThat(refused.problem(), is(Problem.UNTRUSTED));
        assertThat(server.connections(), is(1));
    }

    @Test
    public void otherAddedCertificateDoesNotHelp() throws Exception {
        ScriptedServer server = loopback.serve(KEYS.server(), peer -> peer.serve("200 OK", "ok"));
        refused(FOREIGN.trusting(), server);
    }

    @Test
    public void trustedCertificateOfAnotherHostIsRefused() throws Exception {
        ScriptedServer server = loopback.serve(FOREIGN.server(), peer -> peer.serve("200 OK", "ok"));
        TlsException refused = refused(FOREIGN.trusting(), server);
        assertThat(refused.getMessage(), containsString("127.0.0.1"));
        assertThat(refused.getMessage(), containsString("). Its certificate is for other names"));
        assertThat(refused.problem(), is(Problem.OTHER_NAME));
        assertThat(server.heads().size(), is(0));
    }

    @Test
    public void zoneOfAnAddressIsNotInItsCertificate() throws Exception {
        InetAddress loopback6 = InetAddress.getByName("::1");
        assumeTrue("There is no IPv6", loopback6.isReachable(1000));
        NetworkInterface zone = NetworkInterface.getByInetAddress(loopback6);
        assumeTrue("::1 is on no interface", zone != null);
        ScriptedServer server = loopback.serve(loopback6, KEYS.server(), peer -> peer.serve("200 OK", "ok"));
        HttpAddress address = HttpAddress.parse("https://[::1%25" + zone.getName() + "]:" + server.port() + "/");
        assertThat(get(trusting(KEYS.trusting()), address), is("200 ok"));
    }

    @Test
    public void serverWithoutTlsIsFinal() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readByte();
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
            peer.readToEnd();
        });
        TlsException alien = assertThrows(TlsException.class, () -> get(trusting(KEYS.trusting()), secure(server)));
        assertThat(alien.getMessage(), containsString("does not speak https: check scheme and port"));
        assertThat(alien.problem(), is(Problem.NO_TLS));
    }

    /** As OpenSSL answers who has no version of TLS that it has. */
    @Test
    public void serverOfAnotherAgeIsTold() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readByte();
            peer.send(new byte[] {21, 3, 1, 0, 2, 2, 70});
            peer.readToEnd();
        });
        TlsException refused = assertThrows(TlsException.class, () -> get(trusting(KEYS.trusting()), secure(server)));
        assertThat(refused.problem(), is(Problem.NOTHING_IN_COMMON));
        assertThat(refused.getMessage(), endsWith("too old for this Java, or want a certificate of this side"));
    }

    @Test
    public void timeOfACertificateIsTold() {
        HttpAddress address = HttpAddress.parse("https://gitlab.example.com/a");
        Map<CertificateException, Problem> times = Map.of(
                new CertificateExpiredException("NotAfter: Thu Jan 01"), Problem.EXPIRED,
                new CertificateNotYetValidException("NotBefore: Thu Jan 01"), Problem.NOT_YET_VALID);
        times.forEach((why, problem) -> {
            // As sun.security.ssl and sun.security.validator wrap it.
            SSLHandshakeException cause = new SSLHandshakeException("PKIX path validation failed");
            cause.initCause(new CertificateException("", new CertPathValidatorException("validity check failed", why)));
            TlsException refused = new TlsException(address, cause);
            assertThat(refused.problem(), is(problem));
            assertThat(
                    refused.getMessage(),
                    startsWith("no secure connection to https://gitlab.example.com (" + why.getMessage() + "). Its"));
        });
    }

    @Test
    public void closeInTheHandshakeIsABrokenConnection() throws Exception {
        ScriptedServer server = loopback.serve(Peer::readByte);
        assertThat(brokenGet(trusting(KEYS.trusting()), secure(server)).hint(), is("Is that a port for https?"));
    }

    @Test
    public void resetInTheHandshakeIsABrokenConnection() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readByte();
            peer.reset();
        });
        brokenGet(trusting(KEYS.trusting()), secure(server));
    }

    private static HttpAddress secure(ScriptedServer plain) {
        return HttpAddress.parse("https://127.0.0.1:" + plain.port() + "/");
    }

    private TlsException refused(TlsSockets tls, ScriptedServer server) {
        return assertThrows(TlsException.class, () -> get(trusting(tls), server.address("/?secret")));
    }

    private HttpTransport trusting(TlsSockets tls) {
        return loopback.transport(Loopback.PATIENT, tls);
    }
}
