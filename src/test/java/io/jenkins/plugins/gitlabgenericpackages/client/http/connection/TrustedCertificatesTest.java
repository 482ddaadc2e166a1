package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.gitlabgenericpackages.client.http.TestKeys;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class TrustedCertificatesTest {
    private static final TestKeys ONE = TestKeys.ofLoopback();
    private static final TestKeys OTHER = new TestKeys("dns:other");

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Test
    public void allCertificatesOfATextAreRead() throws Exception {
        assertThat(TrustedCertificates.parse(ONE.pem()).size(), is(1));
        assertThat(TrustedCertificates.parse(ONE.pem() + "\n\n" + OTHER.pem()).size(), is(2));
        assertThat(TrustedCertificates.parse(ONE.pem().replace("\n", "\r\n")).size(), is(1));
        assertThat(
                TrustedCertificates.parse("\ufeff" + ONE.pem() + "\ufeff" + OTHER.pem())
                        .size(),
                is(2));
    }

    @Test
    public void wordsAroundTheCertificatesAreOverlooked() throws Exception {
        String bundle = "# our authority\n" + ONE.pem() + "# the other one: x\n" + OTHER.pem() + "# the end\n";
        assertThat(TrustedCertificates.parse(bundle).size(), is(2));
    }

    @Test
    public void textWithoutACertificateIsRefused() {
        for (String text : new String[] {"", " \n", "certificate", "0123"}) {
            assertThat(text, refused(text), containsString("must be in PEM"));
        }
    }

    @Test
    public void brokenCertificateIsRefused() throws Exception {
        String pem = ONE.pem();
        assertThat(refused(pem.substring(0, pem.length() / 2)), containsString("must be in PEM"));
        assertThat(refused(pem.replaceFirst("\nMII", "\nXII")), containsString("must be in PEM"));
        assertThat(refused(OTHER.pem() + pem.replaceFirst("\nMII", "\nXII")), containsString("must be in PEM"));
        assertThat(
                refused("-----BEGIN PRIVATE KEY-----\n"
                        + "MIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8=\n"
                        + "-----END PRIVATE KEY-----\n"),
                containsString("must be in PEM"));
    }

    @Test
    public void aKeyBesideTheCertificateIsNamed() throws Exception {
        for (String kind : new String[] {"PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"}) {
            String key = "-----BEGIN " + kind + "-----\nMIIB\n-----END " + kind + "-----\n";
            assertThat(refused(ONE.pem() + key), containsString("There is a private key in it"));
            assertThat(refused(key + ONE.pem()), containsString("give the certificates alone"));
        }
    }

    private static String refused(String pem) {
        return assertThrows(IllegalArgumentException.class, () -> TrustedCertificates.parse(pem))
                .getMessage();
    }
}
