package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A target that is there before the download, and a digest that the user pins. */
public class ExistingTargetTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private byte[] bytes;
    private String sha256;

    @Before
    public void file() throws Exception {
        bytes = handoff.write("f", 300_000);
        sha256 = handoff.store("f", bytes).sha256();
    }

    @Test
    public void identicalByTheListIsNotAskedFor() throws Exception {
        TransferredFile file = handoff.download(all("")).get(0);
        assertEquals(true, file.skipped());
        assertEquals(sha256, file.sha256());
        assertEquals(300_000, file.size());
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
    }

    @Test
    public void identicalByTheHeaderIsNotTaken() throws Exception {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        // The body would never come.
        handoff.fault(Fault.stallInBody(0), Route.DOWNLOAD);
        TransferredFile file = handoff.download(one("f")).get(0);
        assertEquals(true, file.skipped());
        assertEquals(sha256, file.sha256());
        assertEquals(1, handoff.registry().requests().all().size());
    }

    @Test
    public void identicalToThePinnedDigestNeedsNoRequest() throws Exception {
        assertEquals(
                true,
                handoff.download(one("f"), sha256.toUpperCase(Locale.ROOT))
                        .get(0)
                        .skipped());
        assertEquals(List.of(), handoff.registry().requests().all());
    }

    @Test
    public void anotherFileIsReplaced() throws Exception {
        handoff.write("f", 300_001);
        assertEquals(false, handoff.download(one("f")).get(0).skipped());
        assertArrayEquals(bytes, handoff.read("f"));
        byte[] sameSize = bytes.clone();
        sameSize[5]++;
        handoff.write("f", sameSize);
        handoff.download(all(""));
        assertArrayEquals(bytes, handoff.read("f"));
        assertEquals(List.of("f"), handoff.tree());
    }

    @Test
    public void thePinnedDigestIsVerified() throws Exception {
        assertEquals(sha256, handoff.download(one("g", "f"), sha256).get(0).sha256());
        assertArrayEquals(bytes, handoff.read("g"));
    }

    @Test
    public void anotherPinnedDigestIsAnErrorBeforeTheBody() throws Exception {
        String pinned = "0".repeat(64);
        handoff.fault(Fault.stallInBody(0), Route.DOWNLOAD);
        assertThat(
                message(() -> handoff.download(one("g", "f"), pinned)),
                allOf(containsString("its sha256 in GitLab is " + sha256), containsString("asks for " + pinned)));
        assertEquals(List.of(), handoff.events.retries());
        assertEquals(List.of("f"), handoff.tree());
    }

    @Test
    public void anotherPinnedDigestIsAnErrorWhereNoHeaderTells() throws Exception {
        handoff.registry().options().checksumHeader(false);
        String pinned = "0".repeat(64);
        assertThat(
                message(() -> handoff.download(one("f"), pinned)),
                allOf(containsString(sha256 + " and not " + pinned), containsString("'sha256' asks for")));
        assertArrayEquals(bytes, handoff.read("f"));
        assertEquals(List.of("f"), handoff.tree());
    }
}
