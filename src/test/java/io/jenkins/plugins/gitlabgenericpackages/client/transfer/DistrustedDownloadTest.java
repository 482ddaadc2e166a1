package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.LyingGitLab.sha256;
import static io.jenkins.plugins.gitlabgenericpackages.client.LyingGitLab.wholePackage;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.LyingGitLab;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ScriptedServer;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.Timeout;

/** What arrives is what GitLab has, whoever says otherwise. */
public class DistrustedDownloadTest {
    private static final String TRUE = "what GitLab has";
    private static final String FALSE = "what others say";

    private final Handoff handoff = new Handoff();
    private final LyingGitLab gitlab = new LyingGitLab(handoff);

    @Rule
    public final RuleChain rules = RuleChain.outerRule(new Timeout(60, TimeUnit.SECONDS))
            .around(handoff)
            .around(gitlab);

    @Test
    public void aDigestFromBehindARedirectDoesNotCount() throws Exception {
        ScriptedServer storage =
                gitlab.storage(peer -> peer.answer("200 OK\r\nX-Checksum-SHA256: " + sha256(FALSE), FALSE));
        gitlab.list("f", String.valueOf(TRUE.length()), sha256(TRUE));
        gitlab.answer("GET", "/generic/", "302 Found\r\nLocation: " + storage.address("/f"), "");
        handoff.retries = 2;
        assertThat(
                message(() -> handoff.download(wholePackage())),
                containsString("has the sha256 " + sha256(FALSE) + " and not " + sha256(TRUE) + " as GitLab says"));
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void withoutAListADigestFromBehindARedirectVerifiesNothing() throws Exception {
        ScriptedServer storage =
                gitlab.storage(peer -> peer.answer("200 OK\r\nX-Checksum-SHA256: " + sha256(FALSE), FALSE));
        gitlab.answer("GET", "/generic/", "302 Found\r\nLocation: " + storage.address("/f"), "");
        TransferredFile file = handoff.download(Handoff.one("f")).get(0);
        assertEquals(Verifier.NOBODY, file.verifiedBy());
        assertEquals(List.of("note f is not verified: its sha256 is not known"), handoff.events.notes());
    }

    @Test
    public void whatNobodyVouchesForFailsWhereThatIsRequired() throws Exception {
        gitlab.answer("GET", "/generic/", "200 OK", FALSE);
        handoff.verify = Verify.REQUIRED;
        assertThat(message(() -> handoff.download(Handoff.one("f"))), containsString("'verify' is REQUIRED"));
        assertEquals(List.of(), handoff.tree());
        gitlab.answer("GET", "/generic/", "200 OK\r\nX-Checksum-SHA256: " + sha256(TRUE), TRUE);
        assertEquals(Verifier.GITLAB, handoff.download(Handoff.one("f")).get(0).verifiedBy());
        assertEquals(
                Verifier.USER,
                handoff.download(Handoff.one("f"), sha256(TRUE)).get(0).verifiedBy());
    }

    @Test
    public void aListedSizeCutsOffWhatIsMore() {
        AtomicLong sent = new AtomicLong();
        gitlab.list("f", "1", sha256(TRUE));
        gitlab.answer("GET", "/generic/", peer -> {
            peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            while (true) {
                peer.send(chunk);
                sent.addAndGet(0x10000);
            }
        });
        handoff.retries = 1;
        assertThat(
                message(() -> handoff.download(wholePackage())),
                containsString("more came than the 1 bytes that the file has"));
        // Buffers of the system may hold some megabytes.
        assertTrue(sent + " bytes", sent.get() < 20_000_000);
    }

    @Test
    public void aListedSizeMakesLessAnError() throws Exception {
        gitlab.list("f", "100", "");
        gitlab.answer(
                "GET",
                "/generic/",
                peer -> peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n0\r\n\r\n"));
        handoff.retries = 1;
        assertThat(message(() -> handoff.download(wholePackage())), containsString("only 5 of the 100 bytes came"));
        gitlab.answer("GET", "/generic/", "200 OK", "short");
        assertThat(
                message(() -> handoff.download(wholePackage())),
                containsString("GitLab lists 100 bytes, and the answer has 5"));
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void theRestMustBelongToTheSameFile() throws Exception {
        for (String rest : List.of(
                "Content-Range: bytes 4-14/999\r\nETag: \"a\"",
                "Content-Range: bytes 4-9/15\r\nETag: \"a\"",
                "Content-Range: bytes 4-14\r\nETag: \"a\"",
                "Content-Range: bytes 5-14/15\r\nETag: \"a\"",
                "Content-Range: bytes 4-14/15\r\nETag: \"b\"",
                "ETag: \"a\"")) {
            AtomicInteger answers = new AtomicInteger();
            gitlab.answer("GET", "/generic/", peer -> {
                switch (answers.getAndIncrement()) {
                    case 0 -> {
                        peer.send("HTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: 15\r\n\r\nwhat");
                        peer.close();
                    }
                    case 1 -> peer.answer("206 Partial Content\r\n" + rest, FALSE.substring(4, 15));
                    default -> peer.answer("200 OK\r\nETag: \"c\"", TRUE);
                }
            });
            handoff.download(Handoff.one("f"));
            assertEquals(rest, TRUE, new String(handoff.read("f")));
            assertEquals(rest, 3, answers.get());
        }
    }

    @Test
    public void withoutATagOrADigestNoRestIsAskedFor() throws Exception {
        assertThat(secondRequestAfter("", ""), not(containsString("Range")));
    }

    @Test
    public void aWeakTagRecognisesNoRestButADateDoesOnceItsSecondIsOver() throws Exception {
        assertThat(secondRequestAfter("ETag: W/\"a\"\r\n", ""), not(containsString("Range")));
        String modified = "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n";
        for (String tag : List.of("", "ETag: W/\"a\"\r\n")) {
            String second = secondRequestAfter(
                    tag + modified + "Date: Thu, 01 Jan 2026 00:00:01 GMT\r\n",
                    "206 Partial Content\r\nContent-Range: bytes 4-14/15\r\nETag: \"b\"");
            assertThat(second, containsString("\r\nRange: bytes=4-\r\n"));
            assertThat(second, containsString("\r\nIf-Range: Thu, 01 Jan 2026 00:00:00 GMT\r\n"));
        }
    }

    @Test
    public void aDateRecognisesNoRestWhileAnotherFileMayGetTheSame() throws Exception {
        String modified = "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n";
        for (String date : List.of(
                "Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n",
                "Date: Wed, 31 Dec 2025 00:00:00 GMT\r\n",
                "Date: x\r\n",
                "")) {
            assertThat(date, secondRequestAfter(modified + date, ""), not(containsString("Range")));
        }
        assertThat(
                secondRequestAfter("Last-Modified: 0\r\nDate: Thu, 01 Jan 2026 00:00:01 GMT\r\n", ""),
                not(containsString("Range")));
    }

    /** Breaks off after 4 bytes; returns the head of the request that follows, which is answered with the rest or all. */
    private String secondRequestAfter(String headers, String rest) throws Exception {
        AtomicInteger answers = new AtomicInteger();
        int before = gitlab.heads().size();
        gitlab.answer("GET", "/packages?", "403 Forbidden", "");
        gitlab.answer("GET", "/generic/", peer -> {
            if (answers.getAndIncrement() == 0) {
                peer.send("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: 15\r\n\r\nwhat");
                peer.close();
            } else if (rest.isEmpty()) {
                peer.answer("200 OK", TRUE);
            } else {
                peer.answer(rest, TRUE.substring(4));
            }
        });
        handoff.download(Handoff.one("f"));
        assertEquals(TRUE, new String(handoff.read("f")));
        assertEquals(2, answers.get());
        List<String> heads = gitlab.heads().subList(before, gitlab.heads().size());
        return heads.get(heads.size() - 1);
    }

    @Test
    public void aPartThatNobodyAskedForIsNoFile() {
        gitlab.answer("GET", "/generic/", "206 Partial Content\r\nContent-Range: bytes 0-3/4", "what");
        assertThat(message(() -> handoff.download(Handoff.one("f"))), containsString("status 206"));
    }

    @Test
    public void aRefusedRangeThatNobodyAskedForIsFinal() {
        gitlab.answer("GET", "/generic/", "416 Range Not Satisfiable", "");
        assertThat(message(() -> handoff.download(Handoff.one("f"))), containsString("status 416"));
        assertEquals(List.of(), handoff.events.retries());
    }

    @Test
    public void aListFromAnotherOriginIsNoList() throws Exception {
        ScriptedServer other = gitlab.storage(peer -> peer.answer("200 OK\r\nContent-Type: application/json", "[]"));
        gitlab.answer("GET", "/packages?", "302 Found\r\nLocation: " + other.address("/list"), "");
        assertThat(
                message(() -> handoff.download(wholePackage())),
                containsString("redirects to " + other.address("").origin()));
        assertEquals(List.of(), other.heads());
    }
}
