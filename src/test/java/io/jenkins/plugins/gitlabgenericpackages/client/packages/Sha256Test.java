package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class Sha256Test {
    private static final String SHA256_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void computedOnesAreWrittenInLowerCase() throws Exception {
        MessageDigest sha256 = Sha256.newDigest();
        assertThat(Sha256.of(sha256), is(Sha256.OF_NOTHING));
        sha256.update("a".getBytes(StandardCharsets.UTF_8));
        assertThat(Sha256.of(sha256).toString(), is(SHA256_OF_A));
    }

    @Test
    public void textsAreReadInWhateverCase() {
        assertThat(Sha256.read(SHA256_OF_A.toUpperCase()), is(Optional.of(new Sha256(SHA256_OF_A))));
    }

    @Test
    public void whatIsNoDigestIsNotRead() {
        for (String text :
                new String[] {"", "null", SHA256_OF_A.replace('c', 'g'), SHA256_OF_A + "0", " " + SHA256_OF_A}) {
            assertThat(text, Sha256.read(text), is(Optional.empty()));
            assertThrows(text, IllegalArgumentException.class, () -> new Sha256(text));
        }
        assertThrows(IllegalArgumentException.class, () -> new Sha256(null));
        assertThrows(IllegalArgumentException.class, () -> new Sha256(SHA256_OF_A.toUpperCase()));
    }
}
