package io.jenkins.plugins.gitlabgenericpackages.client;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.files.FileDigest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RecordedRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class RoundTripTest {
    private static final long GIB = 1L << 30;
    /** Of 3 GiB of zeros. */
    private static final String ZEROS = "305b66a59d15b252092fbda9d09711230c429f351897cbd430e7b55a35fd3b97";

    @Rule
    public final Timeout timeout = new Timeout(240, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void bytesAndDigestSurviveWhateverTheSize() throws Exception {
        for (int size : List.of(0, 1, 65_535, 65_536, 65_537)) {
            byte[] bytes = handoff.write("out/" + size, size);
            String sha256 = FileDigest.sha256(handoff.workspace().resolve("out/" + size))
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
    public void threeGibibytesNeedNoMoreMemory() throws Exception {
        try (RandomAccessFile sparse =
                new RandomAccessFile(handoff.workspace().resolve("zeros").toFile(), "rw")) {
            sparse.setLength(3 * GIB);
        }
        assertEquals(
                List.of("zeros", 3 * GIB, ZEROS, false),
                facts(handoff.upload(one("zeros"), IfExists.ADD).get(0)));
        StoredFile stored = handoff.stored().get(0);
        assertEquals(List.of(3 * GIB, ZEROS), List.of(stored.size(), stored.sha256()));

        Files.delete(handoff.workspace().resolve("zeros"));
        assertEquals(
                List.of("zeros", 3 * GIB, ZEROS, false),
                facts(handoff.download(one("zeros")).get(0)));
        assertEquals(3 * GIB, Files.size(handoff.workspace().resolve("zeros")));
    }

    @Test
    public void largeBodiesAreAnnouncedBeforeTheyAreSent() throws Exception {
        handoff.write("small", 100);
        handoff.write("large", 100_000);
        handoff.upload(one("small"));
        handoff.upload(one("large"));
        List<RecordedRequest> uploads = handoff.registry().requests().of(Route.UPLOAD);
        assertEquals(
                List.of(false, true),
                uploads.stream().map(RecordedRequest::continued).toList());
        assertEquals("100000", uploads.get(1).header("Content-Length"));
        assertEquals(null, uploads.get(1).header("Transfer-Encoding"));
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
