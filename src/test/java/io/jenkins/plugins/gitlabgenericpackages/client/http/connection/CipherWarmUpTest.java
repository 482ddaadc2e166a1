package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.client.http.ClientThreads;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class CipherWarmUpTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Test
    public void happensOnceForACipherThatGainsByIt() throws Exception {
        CipherWarmUp.begin("");
        CipherWarmUp.begin("TLS_CHACHA20_POLY1305_SHA256");
        assertThat(threads(), is(List.of()));
        CipherWarmUp.begin("TLS_AES_256_GCM_SHA384");
        for (Thread thread : threads()) {
            assertThat(thread.isDaemon(), is(true));
            thread.join();
        }
        CipherWarmUp.begin("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        assertThat(threads(), is(List.of()));
    }

    /** Every message is decrypted again, and Java would refuse a wrong one. */
    @Test
    public void whatItEncryptsItCanDecrypt() throws Exception {
        assertThat(CipherWarmUp.practise(), is(2000));
    }

    private static List<Thread> threads() {
        return ClientThreads.alive().stream()
                .filter(thread -> thread.getName().equals("gitlab-packages-cipher"))
                .toList();
    }
}
