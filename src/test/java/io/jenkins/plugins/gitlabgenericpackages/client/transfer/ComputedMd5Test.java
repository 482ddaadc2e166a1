package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Attempts;
import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** GitLab tells no MD5 of a generic file, so it is computed where it is wanted. */
public class ComputedMd5Test {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void itIsComputedOnTheWayIfItIsWanted() throws Exception {
        handoff.md5 = true;
        for (int size : new int[] {0, 1000, 1_500_000}) {
            Optional<String> md5 = Optional.of(md5(handoff.write("a", size)));
            assertMd5(md5, handoff.upload(one("a")).get(0));
            assertMd5(md5, handoff.download(one("in/a")).get(0));
            assertMd5(md5, handoff.download(all("all")).get(0));
        }
    }

    @Test
    public void ofAFileThatIsThereAlreadyItIsComputedToo() throws Exception {
        handoff.md5 = true;
        Optional<String> md5 = Optional.of(md5(handoff.write("a", 1000)));
        handoff.upload(one("a"));
        TransferredFile skipped = handoff.upload(one("a")).get(0);
        assertTrue(skipped.skipped());
        assertMd5(md5, skipped);
        TransferredFile there = handoff.download(one("a")).get(0);
        assertTrue(there.skipped());
        assertMd5(md5, there);
    }

    @Test
    public void ofAFileThatIsSentTwiceItIsThatOfTheFile() throws Exception {
        handoff.md5 = true;
        byte[] content = handoff.write("a", 1_500_000);
        handoff.fault(Fault.loseAnswer(), Route.UPLOAD);
        assertMd5(Optional.of(md5(content)), handoff.upload(one("a")).get(0));
    }

    @Test
    public void ofAFileThatIsFetchedInTwoPartsItIsThatOfTheFile() throws Exception {
        handoff.md5 = true;
        byte[] content = handoff.write("a", 1_500_000);
        handoff.store("a", content);
        handoff.fault(Fault.dropInBody(700_000), Route.DOWNLOAD);
        assertMd5(Optional.of(md5(content)), handoff.download(one("in/a")).get(0));
    }

    @Test
    public void ofAFileThatHadArrivedBeforeABreakItIsThatOfTheFile() throws Exception {
        handoff.md5 = true;
        byte[] content = handoff.write("a", 1_500_000);
        Attempts attempts = new Attempts(handoff);
        Attempts.Transfer upload = client ->
                client.upload(handoff.workspace(), new UploadRequest(Handoff.APP, one("a"), IfExists.ADD, false, null));
        Fault stall = handoff.fault(Fault.stallBeforeAnswer(), Route.UPLOAD);
        attempts.breakOff(upload, () -> stall.awaitReached(Handoff.SOON));
        handoff.registry().faults().abandon();
        assertMd5(Optional.of(md5(content)), attempts.run(upload).get(0));
        assertEquals(1, handoff.stored().size());
    }

    @Test
    public void elseThereIsNone() throws Exception {
        handoff.write("a", 1000);
        assertMd5(Optional.empty(), handoff.upload(one("a")).get(0));
        assertMd5(Optional.empty(), handoff.upload(one("a")).get(0));
        assertMd5(Optional.empty(), handoff.download(all("in")).get(0));
    }

    private static void assertMd5(Optional<String> md5, TransferredFile file) {
        assertEquals(md5, file.content().knownMd5());
    }

    private static String md5(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    }
}
