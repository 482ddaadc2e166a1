package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.InstantClock;
import io.jenkins.plugins.gitlabgenericpackages.client.Interruption;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.WaitingClock;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ClientThreads;
import io.jenkins.plugins.gitlabgenericpackages.client.http.FullServer;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** An interruption while there is no request yet, or not the next one. */
public class AbortBeforeRequestTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Rule
    public final Interruption interruption = new Interruption(handoff);

    @Test
    public void beforeItBegins() throws Exception {
        handoff.store("f", "x");
        interruption.ends(
                () -> {
                    Thread.currentThread().interrupt();
                    return handoff.download(one("f"));
                },
                () -> true);
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void connecting() throws Exception {
        try (FullServer server = new FullServer()) {
            assertTrue("This system refuses where others wait", server.letsWait());
            handoff.gitlabUrl = "http://127.0.0.1:" + server.port();
            interruption.ends(() -> handoff.download(all("in")), AbortBeforeRequestTest::isAnyConnecting);
        }
    }

    @Test
    public void waitingForAnotherAttempt() throws Exception {
        handoff.write("f", 1000);
        handoff.store("g", Handoff.noise(300_000));
        EndlessClock clock = new EndlessClock();
        handoff.waiting = clock;
        Fault fault = handoff.fault(Fault.status(503), Route.UPLOAD);
        interruption.ends(() -> handoff.upload(one("f"), IfExists.ADD), clock::isWaitedOn);
        handoff.fault(Fault.dropInBody(100_000), Route.DOWNLOAD);
        EndlessClock another = new EndlessClock();
        handoff.waiting = another;
        interruption.ends(() -> handoff.download(one("in/g", "g")), another::isWaitedOn);
        interruption.settle(fault);
        assertEquals(List.of("g"), handoff.storedNames());
        assertEquals(List.of("f"), handoff.tree());
    }

    private static boolean isAnyConnecting() {
        while (ClientThreads.alive().stream()
                .flatMap(thread -> Arrays.stream(thread.getStackTrace()))
                .noneMatch(frame -> frame.getMethodName().equals("connect"))) {
            Thread.onSpinWait();
        }
        return true;
    }

    /** A clock on which every wait lasts until it is interrupted. */
    private static final class EndlessClock implements WaitingClock {
        private final CountDownLatch waited = new CountDownLatch(1);

        @Override
        public Instant now() {
            return InstantClock.START;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            waited.countDown();
            new CountDownLatch(1).await();
        }

        boolean isWaitedOn() throws InterruptedException {
            return waited.await(20, TimeUnit.SECONDS);
        }
    }
}
