package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class LivenessTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    private long now = 10 * SECOND;
    private final Liveness liveness = new Liveness(Duration.ofSeconds(7), () -> now);

    @Test
    public void silenceMayLastAsLongAsItsLimit() {
        assertFalse(liveness.isOver(now + 7 * SECOND));
        assertTrue(liveness.isOver(now + 7 * SECOND + 1));
        assertThat(liveness.explain(new IOException("Socket closed")).getMessage(), is("no byte for 7 s"));
    }

    @Test
    public void connectingMayLastAsLongAsItsLimitWhateverComes() {
        liveness.readyWithin(Duration.ofSeconds(9));
        long end = now + 9 * SECOND;
        now += 8 * SECOND;
        liveness.received();
        assertFalse(liveness.isOver(end));
        assertTrue(liveness.isOver(end + 1));
        assertThat(liveness.explain(new IOException("Socket closed")).getMessage(), is("not connected after 9 s"));
    }

    @Test
    public void whatIsReadyIsLimitedBySilenceAlone() {
        liveness.readyWithin(Duration.ofSeconds(3));
        liveness.ready();
        assertFalse(liveness.isOver(now + 7 * SECOND));
    }

    @Test
    public void bytesAndANewLimitBeginTheTimeAnew() {
        for (Runnable sign :
                new Runnable[] {liveness::sent, liveness::received, () -> liveness.limit(Duration.ofSeconds(7))}) {
            now += 5 * SECOND;
            assertThat(liveness.idle(), is(Duration.ofSeconds(5)));
            sign.run();
            assertThat(liveness.idle(), is(Duration.ZERO));
            assertFalse(liveness.isOver(now + 7 * SECOND));
        }
    }
}
