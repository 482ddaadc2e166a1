package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class CipherWarmUpTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    private final List<Runnable> begun = new ArrayList<>();
    private final CipherWarmUp warmUp = new CipherWarmUp(begun::add);

    @Test
    public void happensOnceForACipherThatGainsByIt() {
        warmUp.begin("");
        warmUp.begin("TLS_CHACHA20_POLY1305_SHA256");
        assertThat(begun.size(), is(0));
        warmUp.begin("TLS_AES_256_GCM_SHA384");
        warmUp.begin("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        assertThat(begun.size(), is(1));
        begun.get(0).run();
    }

    @Test
    public void keepsNoProcessFromItsEnd() throws Exception {
        FutureTask<Boolean> daemon =
                new FutureTask<>(() -> Thread.currentThread().isDaemon());
        // Not from the thread of this test: that is a daemon, whose threads are daemons anyway.
        Thread worker = new Thread(() -> CipherWarmUp.inAThread(daemon));
        worker.setDaemon(false);
        worker.start();
        assertThat(daemon.get(), is(true));
    }

    /** Every message is decrypted again, and Java would refuse a wrong one. */
    @Test
    public void whatItEncryptsItCanDecrypt() throws Exception {
        assertThat(warmUp.practise(), is(2000));
    }
}
