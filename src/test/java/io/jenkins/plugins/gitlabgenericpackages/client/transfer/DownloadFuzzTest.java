package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.LyingGitLab.sha256;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.LyingGitLab;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ScriptedServer;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.Timeout;

/** Downloads of which some of the answers lie: no file may be called verified whose digest nobody told. */
public class DownloadFuzzTest {
    private static final long SEED = Long.getLong("download.fuzz.seed", 20261124);
    private static final int CASES = 400;
    private static final String TRUE = "what GitLab has";
    private static final String FALSE = "what others say";

    private final Handoff handoff = new Handoff();
    private final LyingGitLab gitlab = new LyingGitLab(handoff);
    private final Random random = new Random(SEED);
    private int answers;

    @Rule
    public final RuleChain rules = RuleChain.outerRule(new Timeout(120, TimeUnit.SECONDS))
            .around(handoff)
            .around(gitlab);

    @Test
    public void nothingIsCalledVerifiedThatIsNot() throws Exception {
        handoff.retries = 2;
        ScriptedServer storage = gitlab.storage(peer -> peer.send(lie("")));
        for (int i = 0; i < CASES; i++) {
            gitlab.list("f", one("15", "1", "99", "null", "-1"), one(sha256(TRUE), "", "nonsense"));
            gitlab.answer(
                    "GET",
                    "/generic/",
                    peer -> peer.send(lie("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: "
                            + storage.address("/f") + "\r\n\r\n")));
            try {
                TransferredFile file =
                        handoff.download(LyingGitLab.wholePackage()).get(0);
                check("seed " + SEED + ", case " + i, file);
            } catch (RegistryException e) {
                assertEquals("seed " + SEED + ", case " + i, List.of(), handoff.tree());
            }
            Files.deleteIfExists(handoff.workspace().resolve("in/f"));
        }
        assertNotEquals(0, answers);
    }

    private void check(String what, TransferredFile file) throws Exception {
        String content = new String(handoff.read("in/f"), StandardCharsets.UTF_8);
        assertEquals(what, file.sha256(), sha256(content));
        if (file.verifiedBy() != Verifier.NOBODY) {
            assertEquals(what, TRUE, content);
        }
        answers++;
    }

    /** Only GitLab's own answers tell true digests; whatever else is told is told of other bytes. */
    private String lie(String redirect) {
        if (!redirect.isEmpty() && random.nextInt(3) == 0) {
            return redirect;
        }
        boolean own = !redirect.isEmpty();
        String body = one(TRUE, FALSE, "what", TRUE + FALSE, "");
        String told = own ? sha256(TRUE) : one(sha256(FALSE), sha256(body), "nonsense");
        String headers = one("", "X-Checksum-SHA256: " + told + "\r\n")
                + one("", "ETag: \"a\"\r\n", "ETag: \"b\"\r\n")
                + one(
                        "",
                        "Content-Range: bytes 4-14/15\r\n",
                        "Content-Range: bytes 0-14/15\r\n",
                        "Content-Range: x\r\n");
        String status = one("200 OK", "200 OK", "206 Partial Content", "416 Range Not Satisfiable", "503 Busy");
        return "HTTP/1.1 " + status + "\r\n" + headers
                + (random.nextInt(4) == 0
                        ? "Transfer-Encoding: chunked\r\nContent-Length: 1\r\nConnection: close\r\n\r\n"
                                + (body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n")
                                + "0\r\n\r\n"
                        : "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
