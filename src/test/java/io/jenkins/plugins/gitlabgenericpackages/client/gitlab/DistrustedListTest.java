package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

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
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.Timeout;

/** What a server can make the client hold, believe or print by its lists. */
public class DistrustedListTest {
    private static final String JSON = "200 OK\r\nContent-Type: application/json";

    private final Handoff handoff = new Handoff();
    private final LyingGitLab gitlab = new LyingGitLab(handoff);

    @Rule
    public final RuleChain rules = RuleChain.outerRule(new Timeout(120, TimeUnit.SECONDS))
            .around(handoff)
            .around(gitlab);

    @Test
    public void aListThatNeverEndsIsCutOff() {
        gitlab.lists("[]");
        gitlab.answer(
                "GET",
                "/package_files?",
                peer -> peer.answer(
                        JSON,
                        IntStream.range(gitlab.requests() * 100, gitlab.requests() * 100 + 100)
                                .mapToObj(i -> "{\"id\":" + i + ",\"file_name\":\"f" + i + "\",\"size\":1}")
                                .collect(Collectors.joining(",", "[", "]"))));
        String message = message(() -> handoff.download(wholePackage()));
        assertThat(message, containsString("GitLab lists more than 150000 entries"));
        assertTrue(message, message.length() < 300);
    }

    @Test
    public void aListOfShortPagesThatNeverEndsIsCutOff() {
        gitlab.lists("[]");
        gitlab.answer(
                "GET",
                "/package_files?",
                peer -> peer.answer(
                        JSON + "\r\nx-next-page: " + (gitlab.requests() + 1),
                        "[{\"id\":" + gitlab.requests() + ",\"file_name\":\"f\",\"size\":1}]"));
        assertThat(message(() -> handoff.download(wholePackage())), containsString("or does not come to an end"));
    }

    @Test
    public void aPageThatLeadsBackIsTheLast() throws Exception {
        gitlab.lists("[]");
        gitlab.answer("GET", "/generic/", "200 OK\r\nX-Checksum-SHA256: " + sha256("x"), "x");
        gitlab.answer(
                "GET",
                "/package_files?",
                peer -> peer.answer(JSON + "\r\nx-next-page: 1", "[{\"id\":1,\"file_name\":\"f\",\"size\":1}]"));
        assertEquals(1, handoff.download(wholePackage()).size());
    }

    @Test
    public void aListThatBreaksOffIsAskedForAgain() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        gitlab.lists("[]");
        gitlab.answer("GET", "/generic/", "200 OK\r\nX-Checksum-SHA256: " + sha256("x"), "x");
        gitlab.answer("GET", "/package_files?", peer -> {
            if (answers.getAndIncrement() == 0) {
                peer.send("HTTP/1.1 " + JSON + "\r\nContent-Length: 200\r\n\r\n[{\"id\":1,\"file_na");
                peer.close();
            } else {
                peer.answer(JSON, "[{\"id\":1,\"file_name\":\"f\",\"size\":1}]");
            }
        });
        assertEquals(1, handoff.download(wholePackage()).size());
        assertThat(handoff.events.retries().toString(), containsString("closed in the middle of the answer"));
    }

    @Test
    public void theNewestFileIsThatOfTheHighestIdWhateverTheOrder() throws Exception {
        gitlab.lists("[{\"id\":12,\"file_name\":\"f\",\"file_sha256\":\"" + sha256("new") + "\"},"
                + "{\"id\":11,\"file_name\":\"f\",\"file_sha256\":\"" + sha256("old") + "\"}]");
        gitlab.answer("GET", "/generic/", "200 OK", "new");
        assertEquals(sha256("new"), handoff.download(wholePackage()).get(0).sha256());
    }

    @Test
    public void aNameThatNobodyHasEndsInOneShortLine() {
        gitlab.list("x".repeat(2000), "1", "");
        String message = message(() -> handoff.download(wholePackage()));
        assertThat(message, containsString("a name of 2000 characters"));
        gitlab.list("x".repeat(10_000_000), "1", "");
        message = message(() -> handoff.download(wholePackage()));
        assertThat(message, containsString("bytes of JSON"));
        assertTrue(message, message.length() < 300);
    }

    @Test
    public void aNumberOfAMillionDigitsTakesNoTime() {
        gitlab.list("f", "9".repeat(1_000_000), "");
        assertThat(message(() -> handoff.download(wholePackage())), containsString("not as GitLab does"));
    }

    @Test
    public void aNameCannotForgeALineOfTheLog() {
        gitlab.list("a\\nFinished: SUCCESS\\u001b[2J\\u202e", "1", "");
        String message = message(() -> handoff.download(wholePackage()));
        assertThat(message, containsString("a?Finished: SUCCESS?[2J?"));
        assertThat(message, not(containsString("\nFinished")));
    }

    @Test
    public void latestIsTheNewestInstantAndWhole() throws Exception {
        gitlab.answer(
                "GET",
                "/packages?",
                JSON,
                "[" + version(1, "1.0", "default", "2026-01-01T23:00:00Z") + ","
                        // Later, although its text is less: the offset says so.
                        + version(2, "2.0", "default", "2026-01-01T22:30:00-01:00") + ","
                        + version(3, "3.0", "processing", "2026-02-01T00:00:00Z") + ","
                        + version(4, "4.0", "error", "2026-02-01T00:00:00Z") + ","
                        + version(5, "5.0", "pending_destruction", "2026-02-01T00:00:00Z") + ","
                        + version(6, "6.0\\nFinished: SUCCESS", "default", "2026-03-01T00:00:00Z") + "]");
        gitlab.answer("GET", "/generic/app/2.0/", "200 OK\r\nX-Checksum-SHA256: " + sha256("x"), "x");
        DownloadRequest latest = DownloadRequest.of(PackageSource.of("app", "latest"), Handoff.one("f"), "", "");
        assertEquals(
                "2.0",
                handoff.client()
                        .download(handoff.workspace(), latest)
                        .get(0)
                        .file()
                        .owner()
                        .version());
    }

    @Test
    public void whereTheListIsRefusedLatestIsANameWhateverTheToken() throws Exception {
        for (Token token : List.of(
                Token.of("gldt-x", TokenType.AUTO), Token.of("glcbt-x", TokenType.AUTO), Token.basic("ann", "pass"))) {
            handoff.token = token;
            gitlab.answer("GET", "/packages?", "403 Forbidden", "");
            gitlab.answer("GET", "/generic/app/latest/", "200 OK\r\nX-Checksum-SHA256: " + sha256("x"), "x");
            DownloadRequest latest = DownloadRequest.of(PackageSource.of("app", "latest"), Handoff.one("f"), "", "");
            handoff.client().download(handoff.workspace(), latest);
            assertThat(
                    handoff.events.notes().toString(),
                    containsString("GitLab lists no versions for this token (" + token.words()));
        }
    }

    private static String version(int id, String version, String status, String createdAt) {
        return "{\"id\":" + id + ",\"name\":\"app\",\"version\":\"" + version + "\",\"status\":\"" + status
                + "\",\"created_at\":\"" + createdAt + "\"}";
    }
}
