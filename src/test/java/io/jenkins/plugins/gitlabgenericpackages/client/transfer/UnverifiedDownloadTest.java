package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.LyingGitLab;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ScriptedServer;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.Timeout;

/** Where no digest is known, what may be something else than the file is refused. */
public class UnverifiedDownloadTest {
    private static final String FILE = "Content-Disposition: attachment; filename=\"f\"\r\n";
    private static final String ADVICE =
            ". Its sha256 is not known, so that the mistake would not be noticed: use a token that can"
                    + " list the package, or give 'sha256'";

    private final Handoff handoff = new Handoff();
    private final LyingGitLab gitlab = new LyingGitLab(handoff);

    @Rule
    public final RuleChain rules = RuleChain.outerRule(new Timeout(60, TimeUnit.SECONDS))
            .around(handoff)
            .around(gitlab);

    @Test
    public void whatIsCompressedIsNoFile() throws Exception {
        gitlab.answer("GET", "/generic/", "200 OK\r\nContent-Encoding: gzip\r\n" + FILE.strip(), "bytes");
        assertRefused("it comes compressed (Content-Encoding: gzip), as was not asked for");
        handoff.download(one("f"), LyingGitLab.sha256("bytes"));
        assertEquals("bytes", new String(handoff.read("f")));
        gitlab.answer("GET", "/generic/", "200 OK\r\nContent-Encoding: identity\r\n" + FILE.strip(), "other");
        handoff.download(one("f"));
        assertEquals("other", new String(handoff.read("f")));
    }

    @Test
    public void whatMayHaveBeenCutIsNoFile() throws Exception {
        gitlab.answer("GET", "/generic/", peer -> {
            peer.send("HTTP/1.1 200 OK\r\n" + FILE + "\r\nbyt");
            peer.close();
        });
        assertRefused("the answer does not tell where it ends, so that it may have been cut");
        gitlab.list("f", "3", "");
        handoff.download(one("f"));
        assertEquals("byt", new String(handoff.read("f")));
        gitlab.lists("[]");
        gitlab.answer(
                "GET",
                "/generic/",
                peer -> peer.send(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + FILE + "\r\n5\r\nbytes\r\n0\r\n\r\n"));
        handoff.download(one("f"));
        assertEquals("bytes", new String(handoff.read("f")));
    }

    @Test
    public void whatHasNoNameAndIsTextIsNoFile() throws Exception {
        for (String type :
                List.of("application/json", "application/problem+json", "text/plain; charset=utf-8", "TEXT/XML")) {
            gitlab.answer("GET", "/generic/", "200 OK\r\nContent-Type: " + type, "{}");
            assertRefused("GitLab names no file in its answer, which is " + type
                    + ". Something before GitLab may have answered, such as a login");
            gitlab.answer("GET", "/generic/", "200 OK\r\n" + FILE + "Content-Type: " + type, "{}");
            handoff.download(one("f"));
            assertEquals("{}", new String(handoff.read("f")));
            Files.delete(handoff.workspace().resolve("f"));
        }
    }

    /** So an older GitLab passes on what its object storage says. */
    @Test
    public void bytesNeedNoName() throws Exception {
        for (String type : List.of("binary/octet-stream", "application/zip")) {
            gitlab.answer("GET", "/generic/", "200 OK\r\nContent-Type: " + type, type);
            handoff.download(one("f"));
            assertEquals(type, new String(handoff.read("f")));
        }
        String date = "Last-Modified: Sun, 15 Mar 2026 07:00:00 GMT";
        ScriptedServer storage =
                gitlab.storage(peer -> peer.answer("200 OK\r\nContent-Type: text/plain\r\n" + date, "text"));
        gitlab.answer("GET", "/generic/", "302 Found\r\nLocation: " + storage.address("/f"), "");
        handoff.download(one("f"));
        assertEquals("text", new String(handoff.read("f")));
    }

    /** An object storage tells when it got the file, and a login makes its answer anew. */
    @Test
    public void textOfAnotherOriginIsNoFile() throws Exception {
        for (String type : List.of("application/json", "text/plain", "text/xml")) {
            ScriptedServer login = gitlab.storage(
                    peer -> peer.answer("200 OK\r\nETag: W/\"1\"\r\nContent-Type: " + type, "{\"error\":\"login\"}"));
            gitlab.answer("GET", "/generic/", "302 Found\r\nLocation: " + login.address("/login"), "");
            assertRefused(login.address("").origin() + ", where GitLab redirects to, names no file in its answer, which"
                    + " is " + type + ". Something before GitLab may have answered, such as a login");
        }
    }

    @Test
    public void aPageIsToldHoweverItsTypeIsWritten() throws Exception {
        gitlab.answer("GET", "/generic/", "200 OK\r\nContent-Type: Text/HTML; charset=utf-8", "<html>");
        assertThat(message(() -> handoff.download(one("f"))), containsString("answered, but not as GitLab does"));
    }

    @Test
    public void whatDoesNotFitIsSaidToBeCompressed() throws Exception {
        handoff.retries = 0;
        String compressed = "; it comes compressed (Content-Encoding: gzip), as was not asked for";
        gitlab.answer("GET", "/generic/", "200 OK\r\nContent-Encoding: gzip\r\n" + FILE.strip(), "zip");
        for (String size : List.of("5", "null")) {
            gitlab.list("f", size, LyingGitLab.sha256("bytes"));
            assertThat(message(() -> handoff.download(one("f"))), endsWith(compressed));
        }
        gitlab.answer(
                "GET",
                "/generic/",
                peer -> peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n" + FILE
                        + "\r\n3\r\nzip\r\n0\r\n\r\n"));
        gitlab.list("f", "5", LyingGitLab.sha256("bytes"));
        assertThat(message(() -> handoff.download(one("f"))), endsWith("that the file has" + compressed));
        gitlab.list("f", "2", LyingGitLab.sha256("by"));
        assertThat(message(() -> handoff.download(one("f"))), endsWith("that the file has" + compressed));
    }

    @Test
    public void aChecksumFileIsAFileToo() throws Exception {
        gitlab.answer("GET", "/generic/", peer -> {
            peer.send("HTTP/1.1 200 OK\r\n" + FILE + "\r\n" + "0".repeat(64) + "  a\n");
            peer.close();
        });
        assertThat(
                message(() -> handoff.client()
                        .download(
                                handoff.workspace(),
                                DownloadRequest.of(Handoff.APP_SOURCE, Handoff.all("in"), "", "SHA256SUMS"))),
                allOf(containsString("Failed to download SHA256SUMS: the answer does not tell"), endsWith(ADVICE)));
    }

    private void assertRefused(String reason) throws Exception {
        assertEquals("Failed to download f: " + reason + ADVICE, message(() -> handoff.download(one("f"))));
        assertEquals(List.of(), handoff.tree());
        assertEquals(List.of(), handoff.events.retries());
    }
}
