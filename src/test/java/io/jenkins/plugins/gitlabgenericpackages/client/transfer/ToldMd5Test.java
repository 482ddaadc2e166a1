package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient;
import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.LocalMd5;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import io.jenkins.plugins.gitlabgenericpackages.client.model.UploadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ToldMd5Test {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    private static final int LARGE = 33 * 1024 * 1024;

    @Rule
    public final Handoff handoff = new Handoff();

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
    public void ofAFileThatChangesAfterItWasSentThereIsNone() throws Exception {
        handoff.md5 = true;
        handoff.write("a", 1000);
        TransferListener changing = new TransferListener() {
            @Override
            public void transferred(String fileName, long done, OptionalLong size) {
                try {
                    handoff.write("a", 999);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        List<TransferredFile> sent = new GenericPackageClient(handoff.settings(), changing)
                .upload(handoff.workspace(), new UploadRequest(Handoff.APP, one("a"), IfExists.ADD, false));
        assertEquals(Optional.empty(), sent.get(0).content().knownMd5());
        assertEquals(sent, LocalMd5.complete(handoff.workspace(), sent));
    }

    @Test
    public void ofALargeFileThatTheListDoesNotTellItIsComputed() throws Exception {
        handoff.md5 = true;
        byte[] content = Handoff.noise(LARGE);
        handoff.store("a", content);
        assertEquals(
                Optional.of(md5(content)),
                handoff.download(one("untold/a")).get(0).content().knownMd5());
        handoff.fault(Fault.status(500).always(), Route.LIST_FILES);
        assertEquals(
                Optional.of(md5(content)),
                handoff.download(one("broken/a")).get(0).content().knownMd5());
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        assertEquals(
                Optional.of(md5(content)),
                handoff.download(one("unlisted/a")).get(0).content().knownMd5());
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
