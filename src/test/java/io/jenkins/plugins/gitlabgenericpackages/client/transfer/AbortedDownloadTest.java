package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.SOON;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.Interruption;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class AbortedDownloadTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Rule
    public final Interruption interruption = new Interruption(handoff);

    @Test
    public void listing() throws Exception {
        handoff.store("f", "x");
        Fault packages = handoff.fault(Fault.stallBeforeAnswer(), Route.LIST_PACKAGES);
        interruption.ends(() -> handoff.download(all("in")), () -> packages.awaitReached(SOON));
        Fault files = handoff.fault(Fault.stallBeforeAnswer(), Route.LIST_FILES);
        interruption.ends(() -> handoff.download(all("in")), () -> files.awaitReached(SOON));
    }

    @Test
    public void waitingForTheAnswer() throws Exception {
        handoff.store("f", "x");
        Fault fault = handoff.fault(Fault.stallBeforeAnswer(), Route.DOWNLOAD);
        interruption.ends(() -> handoff.download(one("f")), () -> fault.awaitReached(SOON));
    }

    @Test
    public void downloading() throws Exception {
        handoff.store("f", Handoff.noise(3_000_000));
        Fault fault = handoff.fault(Fault.stallInBody(1_000_000), Route.DOWNLOAD);
        interruption.ends(() -> handoff.download(one("f")), () -> fault.awaitReached(SOON));
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void downloadingAtFullSpeed() throws Exception {
        handoff.registry().addZeros(7, "app", "1.0", "f", 1L << 30);
        CountDownLatch begun = new CountDownLatch(1);
        handoff.events.atProgress((name, done) -> begun.countDown());
        interruption.ends(() -> handoff.download(one("f")), () -> begun.await(20, TimeUnit.SECONDS));
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void downloadingSeveralFilesFromTheStorage() throws Exception {
        handoff.registry().options().directDownload(true);
        for (int i = 0; i < 8; i++) {
            handoff.store("f" + i, Handoff.noise(100_000));
        }
        Fault fault = handoff.fault(Fault.stallInBody(50_000).times(4), Route.STORAGE);
        interruption.ends(() -> handoff.download(all("in")), () -> fault.awaitReached(4, SOON));
        assertEquals(List.of(), handoff.tree());
    }
}
