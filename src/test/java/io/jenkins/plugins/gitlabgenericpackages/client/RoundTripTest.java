package io.jenkins.plugins.gitlabgenericpackages.client;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class RoundTripTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void bytesAndDigestSurviveWhateverTheSize() throws Exception {
        for (int size : List.of(0, 1, 65_535, 65_536, 65_537)) {
            byte[] bytes = handoff.write("out/" + size, size);
            String sha256 = FileDigest.read(handoff.workspace().resolve("out/" + size), false)
                    .sha256()
                    .hex();

            TransferredFile up = handoff.upload(one("out/" + size)).get(0);
            assertEquals(List.of(size + "", (long) size, sha256, false), facts(up));
            assertEquals("out/" + size, up.path());

            TransferredFile down = handoff.download(one("in/" + size)).get(0);
            assertEquals(List.of(size + "", (long) size, sha256, false), facts(down));
            assertEquals("in/" + size, down.path());
            assertEquals(up.url(), down.url());
            assertArrayEquals(bytes, handoff.read("in/" + size));
        }
        assertEquals(List.of(), handoff.events.retries());
        assertEquals(List.of(), handoff.events.notes());
    }

    @Test
    public void aTransferLeavesNoConnectionBehind() throws Exception {
        handoff.write("f", 100_000);
        handoff.upload(one("f"));
        handoff.download(one("g", "f"));
        while (handoff.registry().openConnections() > 0) {
            Thread.onSpinWait();
        }
    }

    private static List<Object> facts(TransferredFile file) {
        return List.of(file.fileName(), file.size(), file.sha256(), file.skipped());
    }
}
