package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static io.jenkins.plugins.gitlabgenericpackages.client.LyingGitLab.sha256;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.LyingGitLab;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Verify;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.Timeout;

/** What an upload believes of what GitLab says about it. */
public class DistrustedUploadTest {
    private static final String MINE = "what was sent";
    private static final String THEIRS = "something else";
    private static final String JSON = "200 OK\r\nContent-Type: application/json";

    private final Handoff handoff = new Handoff();
    private final LyingGitLab gitlab = new LyingGitLab(handoff);

    @Rule
    public final RuleChain rules = RuleChain.outerRule(new Timeout(60, TimeUnit.SECONDS))
            .around(handoff)
            .around(gitlab);

    @Before
    public void write() throws Exception {
        handoff.write("f", MINE.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    public void anAnswerWithoutADigestIsFollowedByTheQuestionForTheFile() throws Exception {
        gitlab.answer("PUT", "/generic/", peer -> {
            gitlab.answer(
                    "GET",
                    "/generic/",
                    "206 Partial Content\r\nContent-Range: bytes 0-0/" + MINE.length() + "\r\nX-Checksum-SHA256: "
                            + sha256(MINE),
                    "w");
            peer.answer(JSON, "{\"message\":\"201 Created\"}");
        });
        assertEquals(
                Verifier.GITLAB, handoff.upload(one("f"), IfExists.ADD).get(0).verifiedBy());
        assertEquals(List.of(), handoff.events.notes());
    }

    @Test
    public void whatNobodyTellsIsNotCalledVerified() throws Exception {
        gitlab.answer("PUT", "/generic/", JSON, "{\"id\":5,\"size\":" + MINE.length() + "}");
        gitlab.answer("GET", "/generic/", "200 OK", MINE);
        assertEquals(
                Verifier.NOBODY, handoff.upload(one("f"), IfExists.ADD).get(0).verifiedBy());
        assertEquals(List.of("note f is not verified: its sha256 is not known"), handoff.events.notes());
        handoff.verify = Verify.REQUIRED;
        assertThat(message(() -> handoff.upload(one("f"), IfExists.ADD)), containsString("'verify' is REQUIRED"));
    }

    @Test
    public void whatGitLabDoesNotHaveAfterwardsIsNoSuccess() {
        gitlab.answer("PUT", "/generic/", "201 Created", "");
        handoff.retries = 1;
        assertThat(
                message(() -> handoff.upload(one("f"), IfExists.ADD)),
                containsString("GitLab answered that it has stored f, but it does not have it"));
        assertEquals(
                2,
                gitlab.heads().stream().filter(head -> head.startsWith("PUT")).count());
    }

    @Test
    public void anAnswerThatBreaksOffIsALostOne() throws Exception {
        gitlab.answer("GET", "/packages?", JSON, "[]");
        gitlab.answer("PUT", "/generic/", peer -> {
            gitlab.lists("[{\"id\":8,\"file_name\":\"f\",\"size\":13,\"file_sha256\":\"" + sha256(MINE) + "\"}]");
            peer.send("HTTP/1.1 " + JSON + "\r\nContent-Length: 200\r\n\r\n{\"id\":8,\"file_sha");
            peer.close();
        });
        assertEquals(
                Verifier.GITLAB, handoff.upload(one("f"), IfExists.ADD).get(0).verifiedBy());
        assertEquals(List.of("note f had arrived after all"), handoff.events.notes());
    }

    @Test
    public void otherBytesThanWereSentAreNoSuccess() {
        gitlab.answer("PUT", "/generic/", JSON, "{\"id\":5}");
        gitlab.answer("GET", "/generic/", "200 OK\r\nX-Checksum-SHA256: " + sha256(THEIRS), THEIRS);
        handoff.retries = 0;
        assertThat(
                message(() -> handoff.upload(one("f"), IfExists.ADD)),
                containsString("GitLab stored other bytes than were sent"));
        gitlab.answer("PUT", "/generic/", JSON, "{\"id\":5,\"size\":1}");
        assertThat(
                message(() -> handoff.upload(one("f"), IfExists.ADD)),
                containsString("GitLab stored other bytes than were sent"));
    }

    @Test
    public void replaceNeverDeletesWhatItHasJustStored() {
        gitlab.list("f", "3", sha256("old"));
        gitlab.answer("DELETE", "/package_files/", "204 No Content", "");
        // The id of the older file, which is the one that would be deleted.
        gitlab.answer(
                "PUT", "/generic/", JSON, "{\"id\":11,\"package_id\":1,\"file_sha256\":\"" + sha256(MINE) + "\"}");
        assertThat(
                message(() -> handoff.upload(one("f"), IfExists.REPLACE)),
                containsString("GitLab does not tell it from the older ones: none of them was deleted"));
        gitlab.answer("PUT", "/generic/", JSON, "{\"file_sha256\":\"" + sha256(MINE) + "\"}");
        assertThat(
                message(() -> handoff.upload(one("f"), IfExists.REPLACE)), containsString("none of them was deleted"));
        assertTrue(gitlab.heads().stream().noneMatch(head -> head.startsWith("DELETE")));
    }

    @Test
    public void replaceFindsWhatItStoredInTheList() throws Exception {
        String old =
                "{\"id\":11,\"package_id\":1,\"file_name\":\"f\",\"size\":3,\"file_sha256\":\"" + sha256("old") + "\"}";
        String mine =
                "{\"id\":12,\"package_id\":1,\"file_name\":\"f\",\"size\":13,\"file_sha256\":\"" + sha256(MINE) + "\"}";
        gitlab.lists("[" + old + "]");
        gitlab.answer("DELETE", "/package_files/11", "204 No Content\r\nX: y", "");
        gitlab.answer("PUT", "/generic/", peer -> {
            gitlab.lists("[" + old + "," + mine + "]");
            peer.answer("201 Created", "{\"message\":\"201 Created\",\"file_sha256\":\"" + sha256(MINE) + "\"}");
        });
        handoff.upload(one("f"), IfExists.REPLACE);
        assertEquals(
                1,
                gitlab.heads().stream()
                        .filter(head -> head.startsWith("DELETE"))
                        .count());
        assertEquals(List.of("note Deleted 1 older copy of f: file 11"), handoff.events.notes());
    }

    @Test
    public void failLooksOnceMoreAfterItSent() {
        gitlab.answer("GET", "/packages?", JSON, "[]");
        gitlab.answer("PUT", "/generic/", peer -> {
            String both = "{\"id\":7,\"file_name\":\"f\",\"size\":14,\"file_sha256\":\"" + sha256(THEIRS) + "\"},"
                    + "{\"id\":8,\"file_name\":\"f\",\"size\":13,\"file_sha256\":\"" + sha256(MINE) + "\"}";
            gitlab.lists("[" + both + "]");
            peer.answer(JSON, "{\"id\":8,\"file_sha256\":\"" + sha256(MINE) + "\"}");
        });
        assertThat(
                message(() -> handoff.upload(one("f"), IfExists.FAIL)),
                containsString("somebody else uploaded at the same time to app 1.0: f (GitLab has it 2 times now:"
                        + " file 7, file 8)"));
    }

    @Test
    public void aLostAnswerIsLookedForAlsoWithoutRetries() throws Exception {
        handoff.retries = 0;
        gitlab.answer("GET", "/packages?", JSON, "[]");
        gitlab.answer("PUT", "/generic/", peer -> {
            gitlab.lists("[{\"id\":8,\"file_name\":\"f\",\"size\":13,\"file_sha256\":\"" + sha256(MINE) + "\"}]");
            peer.close();
        });
        assertEquals(
                Verifier.GITLAB, handoff.upload(one("f"), IfExists.ADD).get(0).verifiedBy());
        assertEquals(List.of("note f had arrived after all"), handoff.events.notes());
    }

    @Test
    public void afterAGatewayTimeoutGitLabMayTakeItsTime() throws Exception {
        handoff.retries = 0;
        AtomicInteger looks = new AtomicInteger();
        gitlab.lists("[]");
        gitlab.answer(
                "GET",
                "/package_files?",
                peer -> peer.answer(
                        JSON,
                        looks.incrementAndGet() < 5
                                ? "[]"
                                : "[{\"id\":8,\"file_name\":\"f\",\"size\":13,\"file_sha256\":\"" + sha256(MINE)
                                        + "\"}]"));
        gitlab.answer("PUT", "/generic/", "504 Gateway Timeout", "");
        handoff.upload(one("f"), IfExists.ADD);
        assertEquals(
                1,
                gitlab.heads().stream().filter(head -> head.startsWith("PUT")).count());
    }

    @Test
    public void aRefusedSecondSendMayMeanThatTheFirstArrived() throws Exception {
        AtomicInteger puts = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();
        gitlab.lists("[]");
        gitlab.answer(
                "GET",
                "/package_files?",
                peer -> peer.answer(
                        JSON,
                        looks.incrementAndGet() < 3
                                ? "[]"
                                : "[{\"id\":8,\"file_name\":\"f\",\"size\":13,\"file_sha256\":\"" + sha256(MINE)
                                        + "\"}]"));
        gitlab.answer("PUT", "/generic/", peer -> {
            if (puts.getAndIncrement() == 0) {
                peer.close();
            } else {
                peer.answer(
                        "400 Bad Request\r\nContent-Type: application/json",
                        "{\"message\":\"400 Bad request - Duplicate package is not allowed\"}");
            }
        });
        handoff.upload(one("f"), IfExists.ADD);
        assertEquals(2, puts.get());
    }

    @Test
    public void aRefusalOfTheFirstSendIsARefusal() {
        gitlab.lists("[{\"id\":8,\"file_name\":\"f\",\"size\":13,\"file_sha256\":\"" + sha256(MINE) + "\"}]");
        gitlab.answer(
                "PUT",
                "/generic/",
                "400 Bad Request\r\nContent-Type: application/json",
                "{\"message\":\"400 Bad request - Duplicate package is not allowed\"}");
        assertThat(message(() -> handoff.upload(one("f"), IfExists.ADD)), containsString("use a new version"));
    }

    @Test
    public void noWordOfAnErrorForgesALine() {
        gitlab.answer(
                "PUT",
                "/generic/",
                "403 Forbidden\r\nContent-Type: application/json",
                "{\"message\":\"no\\nFinished: SUCCESS\\u001b[2J\"}");
        String message = message(() -> handoff.upload(one("f"), IfExists.ADD));
        assertThat(message, containsString("no Finished: SUCCESS?[2J"));
        assertThat(message, not(containsString("\n")));
    }
}
