package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Request;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Response;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ScriptedServer;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.Credentials;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What people read when GitLab, or something before it, says no. */
public class GitLabExceptionTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Loopback loopback = new Loopback();

    private static final String PROJECT_NOT_FOUND = "{\"message\":\"404 Project Not Found\"}";
    private static final String NOT_FOUND = "{\"message\":\"404 Not found\"}";

    private Token token = Token.of("glpat-s3cret", TokenType.AUTO);

    @Test
    public void wordsOfGitLabAreFoundInItsJson() throws Exception {
        assertThat(words("{\"message\":\"401 Unauthorized\"}"), is("401 Unauthorized"));
        assertThat(words(" {\"error\":\"package_version is invalid\"}"), is("package_version is invalid"));
        assertThat(
                words("{\"error\":\"insufficient_scope\",\"error_description\":\"more is needed\"}"),
                is("insufficient_scope (more is needed)"));
        assertThat(words("{\"message\":{\"name\":[\"is taken\"]}}"), is("{\"name\":[\"is taken\"]}"));
        assertThat(words("{}"), is(""));
    }

    @Test
    public void brokenJsonIsTakenAsText() throws Exception {
        assertThat(words("{\"message\":\"401 Un"), is("{\"message\":\"401 Un"));
        assertThat(words("{".repeat(5000)), containsString("{{{"));
    }

    @Test
    public void ofAPageOnlyTheTitleIsSaid() throws Exception {
        String page =
                "<!DOCTYPE html>\n<HTML><head><TITLE lang=en>502\n Bad Gateway</TITLE></head><body>…</body></HTML>";
        assertThat(words(page), is("502 Bad Gateway"));
        assertThat(words("<html><body>Sorry</body></html>"), is("a web page"));
        assertThat(words("<title>".repeat(1000)), is("a web page"));
    }

    @Test
    public void plainTextIsSaidAndCut() throws Exception {
        assertThat(words("Retry later\n"), is("Retry later"));
        assertThat(words(""), is(""));
        assertThat(words("x".repeat(20_000)), is("x".repeat(300) + "…"));
    }

    @Test
    public void linesOfTheLogCannotBeForged() throws Exception {
        assertThat(words("one\r\n[Pipeline] two\u001b[31m"), is("one [Pipeline] two?[31m"));
        assertThat(words("one\u0085two\u2028three\u202efour"), is("one two three?four"));
        assertThat(words("{\"message\":\"one\\ntwo\"}"), is("one two"));
    }

    @Test
    public void messageIsStatusWordsAndHint() throws Exception {
        assertThat(
                message("401 Unauthorized", "{\"message\":\"401 Unauthorized\"}"),
                is("status 401: Unauthorized. Sent with an access token:"
                        + " check that the token is right, not expired, and of that kind (tokenType)"));
        assertThat(message("500 Oops", ""), is("status 500"));
    }

    @Test
    public void hintNamesTheKindOfToken() throws Exception {
        token = Token.basic("ann", "s3cret");
        assertThat(message("403 Forbidden", ""), containsString("Sent with user name and password"));
        token = Token.anonymous();
        assertThat(message("401 Unauthorized", ""), is("No token was sent. GitLab answered with status 401"));
    }

    @Test
    public void whereTheTokenComesFromIsInEveryRefusal() throws Exception {
        token = token.from("credentials 'gitlab' of the step");
        String sent = "Sent with credentials 'gitlab' of the step, as an access token";
        assertThat(message("401 Unauthorized", ""), containsString(sent + ": check that the token is right"));
        assertThat(message("403 Forbidden", "{\"error\":\"insufficient_scope\"}"), containsString(sent));
        assertThat(message("403 Forbidden", "Package protected."), containsString(sent));
        assertThat(message("404 Not Found", PROJECT_NOT_FOUND), containsString(sent));
        assertThat(message("404 Not Found", NOT_FOUND), containsString(sent));
        token = Token.basic("ann", "s3cret").from("credentials 'ann' of the step");
        assertThat(
                message("401 Unauthorized", ""), containsString("'ann' of the step, as user name and password: check"));
    }

    @Test
    public void whoSendsNoTokenIsToldWhatToDo() throws Exception {
        token = Token.anonymous("set credentialsId");
        for (String body : List.of("401 Unauthorized", "403 Forbidden", "404 Not Found")) {
            assertThat(
                    message(body, PROJECT_NOT_FOUND),
                    startsWith("No token was sent: set credentialsId. GitLab answered with status 40"));
        }
    }

    @Test
    public void projectAndFileAreToldApart() throws Exception {
        assertThat(
                message("404 Not Found", PROJECT_NOT_FOUND),
                is(
                        "status 404: Project Not Found. There is no such project (projectId), or this token may not see it. Sent with an access token"));
        assertThat(
                message("404 Not Found", NOT_FOUND),
                is("status 404: Not found. The project is there, but it has no such package or file."
                        + " Sent with an access token"));
    }

    @Test
    public void anAddressThatIsNoGitLabIsTold() throws Exception {
        String hint = "Is gitlabUrl the address of a GitLab? The path of a project is no part of it";
        assertThat(message("404 Not Found", "<title>Not here</title>"), is("status 404: Not here. " + hint));
        assertThat(message("404 Not Found", "{\"error\":\"404 Not Found\"}"), is("status 404: Not Found. " + hint));
        assertThat(message("302 Found\r\nLocation: /users/sign_in", ""), is("status 302. " + hint));
    }

    @Test
    public void aNameOfAPackageIsNoWordOfItsProject() throws Exception {
        assertThat(
                message("404 Not Found", "{\"message\":\"404 Not Found\"}"),
                is("status 404: Not Found. There is no such project, package or file, or this token may not see it."
                        + " Sent with an access token"));
    }

    @Test
    public void onlyWhatHasMovedIsSaidToHaveMoved() throws Exception {
        String moved = "The address has moved: use the new one as gitlabUrl or projectId";
        assertThat(message("301 Moved\r\nLocation: http://[", ""), is("status 301. " + moved));
        String elsewhere = "It leads to http%s: use that as gitlabUrl if it is the same GitLab";
        for (String location : List.of("https://gitlab.example.com", "http://other.example.com")) {
            assertThat(
                    message("301 Moved\r\nLocation: " + location + "/", ""),
                    is("status 301. " + elsewhere.formatted(location.substring("http".length()))));
        }
        assertThat(
                message("301 Moved\r\nLocation: //other.example.com/gitlab/api/v4/projects/7", ""),
                is("status 301. The address has moved: use http://other.example.com/gitlab as gitlabUrl"));
        assertThat(message("301 Moved\r\nLocation: /", ""), containsString("Is gitlabUrl the address of a GitLab?"));
        assertThat(message("405 No", "405 Non GET methods are not allowed for moved projects"), containsString(moved));
    }

    @Test
    public void whoIsReadOnlyIsAskedAgainOnlyIfItSaysWhen() throws Exception {
        String words = "{\"message\":\"You cannot perform write operations on a read-only instance\"}";
        assertThat(answer("403 Forbidden", words).isRetryable(), is(false));
        assertThat(answer("403 Forbidden\r\nRetry-After: 7", words).isRetryable(), is(true));
        assertThat(answer("403 Forbidden\r\nRetry-After: 7", "").isRetryable(), is(false));
        // Nothing is said of writing to who only reads.
        assertThat(message("503 Busy\r\nRetry-After: 7", ""), is("status 503"));
    }

    @Test
    public void whoSetALimitIsTold() throws Exception {
        assertThat(
                message("413 Too Large", "the upload size 9 is over maximum of 8 bytes: entity is too large"),
                containsString("administrator"));
        assertThat(
                message("413 Too Large", "RequestBody: upload failed: entity is too large"),
                endsWith(". The limit is set by GitLab's administrator"));
        assertThat(
                message("413 Too Large", "{\"message\":\"413 Request Entity Too Large\"}"),
                endsWith(". The limit is set by GitLab's administrator"));
        assertThat(
                message("413 Too Large", "<title>413 Request Entity Too Large</title>"),
                endsWith(". A proxy before GitLab limits the size of a request (in nginx: client_max_body_size)"));
        // So do an older Workhorse and proxies that are written in Go.
        for (String body : List.of("Request Entity Too Large\n", "")) {
            assertThat(
                    message("413 Too Large", body),
                    endsWith(
                            ". The limit is GitLab's own, which its administrator sets, or that of a proxy before it"));
        }
    }

    @Test
    public void aPageIsNoWordOfGitLabAboutTheToken() throws Exception {
        String page = "<html><head><title>Access denied</title></head></html>";
        for (String status : List.of("401 Unauthorized", "403 Forbidden")) {
            assertThat(
                    message(status, page),
                    is("status " + status.substring(0, 3) + ": Access denied. That is a page and not GitLab's API:"
                            + " something before GitLab refuses, such as a login, a firewall or a proxy"));
        }
        assertThat(
                message("403 Forbidden\r\nCF-Mitigated: challenge", "<title>Just a moment...</title>"),
                is(
                        "status 403: Just a moment. Cloudflare before GitLab wants to see a browser: its administrator has to"
                                + " let the path /api/v4/ pass, or the address of this machine"));
    }

    @Test
    public void sentencesOfGitLabEndOnce() throws Exception {
        assertThat(
                message("403 Forbidden", "{\"message\":\"403 Forbidden - Package protected.\"}"),
                containsString("- Package protected. A protection rule"));
        assertThat(message("400 Bad", "{\"message\":\"No.\"}"), is("status 400: No"));
    }

    @Test
    public void aJobOfAnotherProjectIsToldOfTheAllowlist() throws Exception {
        String words = "Authentication by CI/CD job token not allowed from one to other.";
        token = Token.of("glcbt-s3cret", TokenType.AUTO);
        assertThat(
                message("403 Forbidden", "{\"message\":\"403 Forbidden - " + words + "\"}"),
                is("status 403: Forbidden - " + words
                        + " The other project has to have the job's project on its allowlist"
                        + " (Settings > CI/CD > Job token permissions). Sent with a CI job token"));
        assertThat(
                message("404 Not Found", PROJECT_NOT_FOUND),
                is(
                        "status 404: Project Not Found. There is no such project (projectId), or this token may not see it, or the job's project is not on its allowlist (Settings > CI/CD > Job token permissions)."
                                + " Sent with a CI job token"));
    }

    @Test
    public void whatGitLabExplainsItselfGetsNoGuess() throws Exception {
        assertThat(
                message("403 Forbidden", "{\"message\":\"403 Forbidden - not allowed to protected-maintenance\"}"),
                is("status 403: Forbidden - not allowed to protected-maintenance. Sent with an access token"));
    }

    @Test
    public void hintsGoByStatusAndWords() throws Exception {
        assertThat(message("301 Moved", ""), containsString("moved"));
        assertThat(message("400 Bad", "Duplicate package is not allowed"), containsString("use a new version"));
        assertThat(message("400 Bad", "File is too large"), containsString("administrator"));
        assertThat(message("400 Bad", "other"), is("status 400: other"));
        assertThat(message("403 Forbidden", "{\"error\":\"insufficient_scope\"}"), containsString("lacks the scope"));
        assertThat(message("403 Forbidden", "Package protected."), containsString("protection rule"));
        assertThat(message("403 Forbidden", "Forbidden"), containsString("role or scope is too low"));
        assertThat(message("405 Not Allowed", ""), containsString("gitlabUrl"));
        assertThat(message("413 Too Large", "<html></html>"), containsString("client_max_body_size"));
    }

    @Test
    public void onlyAFailureOnTheWayBackIsAmbiguous() throws Exception {
        for (int status : new int[] {500, 502, 503, 504, 520, 521, 522, 523, 524, 530}) {
            assertThat(answer(status + " Oops", "").isAmbiguous(), is(true));
        }
        for (int status : new int[] {400, 401, 408, 413, 429, 501}) {
            assertThat(answer(status + " Oops", "").isAmbiguous(), is(false));
        }
    }

    @Test
    public void aSecondFileOfOneNameIsADuplicate() throws Exception {
        assertThat(answer("400 Bad", "Duplicate package is not allowed").isDuplicate(), is(true));
        assertThat(answer("400 Bad", "File is too large").isDuplicate(), is(false));
        assertThat(answer("403 Forbidden", "Duplicate package is not allowed").isDuplicate(), is(false));
    }

    @Test
    public void waitIsTakenFromTheHeaders() throws Exception {
        GitLabException answer = answer("429 Slow\r\nRetry-After: 7\r\nratelimit-reset: 8", "Retry later");
        assertThat(answer.status(), is(429));
        assertThat(answer.asked(Instant.EPOCH), is(Optional.of(Duration.ofSeconds(7))));
        assertThat(
                answer("429 Slow\r\nratelimit-reset: 8", "Retry later").asked(Instant.EPOCH),
                is(Optional.of(Duration.ofSeconds(8))));
        assertThat(answer("404 No\r\nRetry-After: 7", "").asked(Instant.EPOCH), is(Optional.empty()));
    }

    @Test
    public void breakInTheBodyOnlyMakesTheWordsShorter() throws Exception {
        ScriptedServer server = loopback.serve(peer -> {
            peer.readHead();
            peer.send("HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\nhalf a sen");
        });
        assertThat(answer(server).getMessage(), is("status 500: half a sen"));
    }

    private String words(String body) throws Exception {
        return message("500 Oops", body).replaceFirst("^status 500(: )?", "");
    }

    private String message(String head, String body) throws Exception {
        return answer(head, body).getMessage();
    }

    private GitLabException answer(String head, String body) throws Exception {
        return answer(loopback.serve(peer -> peer.serve(head, body)));
    }

    private GitLabException answer(ScriptedServer server) throws Exception {
        try (Response response = loopback.transport().send(Request.get(server.address("/"), Credentials.NONE))) {
            return GitLabException.of(response, token);
        }
    }
}
