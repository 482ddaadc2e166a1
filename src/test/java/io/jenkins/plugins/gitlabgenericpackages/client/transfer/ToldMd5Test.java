package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.security.MessageDigest;
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
        Md5 md5 = new Md5(
                HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content)));
        assertEquals(Optional.of(md5), handoff.upload(one("a")).get(0).content().knownMd5());
        TransferredFile skipped = handoff.upload(one("a")).get(0);
        assertEquals(true, skipped.skipped());
        assertEquals(Optional.of(md5), skipped.content().knownMd5());
        assertEquals(
                Optional.of(md5), handoff.download(all("in")).get(0).content().knownMd5());
    }

    @Test
    public void whatGitLabDoesNotTellIsEmpty() throws Exception {
        handoff.write("a", 1000);
        assertEquals(Optional.empty(), handoff.upload(one("a")).get(0).content().knownMd5());
        assertEquals(
                Optional.empty(), handoff.download(all("in")).get(0).content().knownMd5());
    }
}
