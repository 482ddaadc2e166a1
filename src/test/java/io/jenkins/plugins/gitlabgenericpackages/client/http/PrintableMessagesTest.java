package io.jenkins.plugins.gitlabgenericpackages.client.http;

import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.brokenGet;
import static io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback.get;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TlsException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpFormatException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Whatever words of the other side get into a message, it stays one printable line of moderate length. */
public class PrintableMessagesTest {
    private static final String HOSTILE =
            "\u001b[2J\r\nFinished: SUCCESS\u0085\u2028\u202egnp.\u2066" + "x".repeat(10_000);

    private static final TestKeys KEYS = TestKeys.ofLoopback();

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    @Test
    public void failuresOfAConnection() {
        assertPrintable(new ConnectionException(HOSTILE));
        assertPrintable(new ConnectionException(HOSTILE, new IOException()));
        assertPrintable(new HttpFormatException(HOSTILE));
    }

    @Test
    public void refusedRedirect() {
        HttpAddress from = HttpAddress.parse("https://gitlab.example.com/" + "a".repeat(8000));
        assertPrintable(new RedirectException(from, "redirects to " + HOSTILE));
    }

    /** The JDK quotes the names of certificates, and those are anybody's words. */
    @Test
    public void refusedCertificate() throws Exception {
        ScriptedServer server = loopback.serve(KEYS.server(), Peer::readHead);
        SSLContext refusing = SSLContext.getInstance("TLS");
        refusing.init(null, new TrustManager[] {new Refusing()}, null);
        HttpTransport transport = loopback.transport(Loopback.PATIENT, refusing::getSocketFactory);
        TlsException refused = assertThrows(TlsException.class, () -> get(transport, server.address("/")));
        assertPrintable(refused);
        assertThat(refused.getMessage(), containsString("CN=?[2J  Finished: SUCCESS"));
        assertThat(refused.getMessage(), containsString("give that authority's certificate"));
    }

    @Test
    public void failureInTheWordsOfTheSystem() throws Exception {
        HttpTransport transport = loopback.transport(new MemoryNetwork(() -> new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                throw new SocketException(HOSTILE);
            }
        }));
        assertPrintable(brokenGet(transport, HttpAddress.parse("http://gitlab.example.com/")));
    }

    private static void assertPrintable(IOException failure) {
        String message = failure.getMessage();
        assertTrue(message.length() + " characters", message.length() <= 1001);
        assertThat(
                message,
                message.codePoints().filter(PrintableMessagesTest::isCommand).count(),
                is(0L));
    }

    private static boolean isCommand(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** Refuses every certificate, in words that the JDK passes on. */
    private static final class Refusing implements X509TrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("untrusted: CN=" + HOSTILE);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
