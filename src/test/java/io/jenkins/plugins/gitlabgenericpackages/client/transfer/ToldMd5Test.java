package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Md5;
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

public class ToldMd5Test {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void gitLabsMd5ComesAlong() throws Exception {
        handoff.registry().options().md5(true);
        byte[] content = handoff.write("a", 1000);
        Md5 md5 = md5(content);
        assertEquals(Optional.of(md5), handoff.upload(one("a")).get(0).content().knownMd5());
        TransferredFile skipped = handoff.upload(one("a")).get(0);
        assertEquals(true, skipped.skipped());
        assertEquals(Optional.of(md5), skipped.content().knownMd5());
        assertEquals(
                Optional.of(md5), handoff.download(all("in")).get(0).content().knownMd5());
    }

    @Test
    public void whatGitLabDoesNotTellIsComputedOnTheWayIfItIsWanted() throws Exception {
        handoff.md5 = true;
        for (int size : new int[] {0, 1000, 1_500_000}) {
            byte[] content = handoff.write("a", size);
            Optional<Md5> md5 = Optional.of(md5(content));
            assertEquals(md5, handoff.upload(one("a")).get(0).content().knownMd5());
            assertEquals(md5, handoff.download(one("in/a")).get(0).content().knownMd5());
            assertEquals(md5, handoff.download(all("all")).get(0).content().knownMd5());
        }
    }

    @Test
    public void ofAFileThatIsSentTwiceItIsThatOfTheFile() throws Exception {
        handoff.md5 = true;
        byte[] content = handoff.write("a", 1_500_000);
        handoff.fault(Fault.loseAnswer(), Route.UPLOAD);
        assertEquals(
                Optional.of(md5(content)),
                handoff.upload(one("a")).get(0).content().knownMd5());
    }

    @Test
    public void ofAFileThatIsFetchedInTwoPartsItIsThatOfTheFile() throws Exception {
        handoff.md5 = true;
        byte[] content = handoff.write("a", 1_500_000);
        handoff.store("a", content);
        handoff.fault(Fault.dropInBody(700_000), Route.DOWNLOAD);
        assertEquals(
                Optional.of(md5(content)),
                handoff.download(one("in/a")).get(0).content().knownMd5());
    }

    @Test
    public void whatGitLabDoesNotTellIsEmpty() throws Exception {
        handoff.write("a", 1000);
        assertEquals(Optional.empty(), handoff.upload(one("a")).get(0).content().knownMd5());
        assertEquals(
                Optional.empty(), handoff.download(all("in")).get(0).content().knownMd5());
    }

    private static Md5 md5(byte[] content) throws NoSuchAlgorithmException {
        return new Md5(HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content)));
    }
}
