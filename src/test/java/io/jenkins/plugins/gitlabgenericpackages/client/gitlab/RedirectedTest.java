package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.LyingGitLab;
import io.jenkins.plugins.gitlabgenericpackages.client.http.ScriptedServer;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.Timeout;

/** Where GitLab redirects to is said, in our own words; of the token there is no word where none was sent. */
public class RedirectedTest {
    private final Handoff handoff = new Handoff();
    private final LyingGitLab gitlab = new LyingGitLab(handoff);

    @Rule
    public final RuleChain rules = RuleChain.outerRule(new Timeout(60, TimeUnit.SECONDS))
            .around(handoff)
            .around(gitlab);

    @Test
    public void noListIsAskedForAtAnotherOrigin() throws Exception {
        ScriptedServer other = gitlab.storage(peer -> peer.answer("403 Forbidden", "{\"message\":\"forged\"}"));
        for (String target : List.of("/packages?", "/package_files?")) {
            gitlab.list("f", "1", "");
            gitlab.answer("GET", target, "302 Found\r\nLocation: " + other.address("/list") + "?signature=s3cret", "");
            assertThat(
                    target,
                    message(() -> handoff.download(LyingGitLab.wholePackage())),
                    allOf(
                            endsWith(" redirects to " + other.address("").origin()
                                    + ": use that as gitlabUrl if it is the same GitLab"),
                            not(containsString("Sent with"))));
        }
        assertEquals(List.of(), other.heads());
    }

    @Test
    public void aMovedGitLabIsToldToWhoDownloads() throws Exception {
        ScriptedServer other = gitlab.storage(peer -> peer.answer("401 Unauthorized", "{\"message\":\"forged\"}"));
        String origin = other.address("").origin();
        gitlab.answer("GET", "/generic/", "301 Moved\r\nLocation: " + origin + "/api/v4/projects/7/f", "");
        assertThat(
                message(() -> handoff.download(one("f"))),
                endsWith(": status 401 of " + origin + ", where GitLab redirects to. Use that as gitlabUrl if it is the"
                        + " same GitLab: no token goes to another address by itself"));
    }

    @Test
    public void whatIsRefusedElsewhereIsNoFaultOfTheToken() throws Exception {
        ScriptedServer other = gitlab.storage(peer -> peer.answer("403 Forbidden", "{\"message\":\"forged\"}"));
        String origin = other.address("").origin();
        gitlab.answer("GET", "/generic/", "302 Found\r\nLocation: " + origin + "/f?signature=s3cret", "");
        assertThat(
                message(() -> handoff.download(one("f"))),
                endsWith(": status 403 of " + origin + ", where GitLab redirects to. GitLab's administrator knows what"
                        + " that is: its object storage, or something before GitLab"));
    }

    @Test
    public void aPageInPlaceOfTheFileIsTold() throws Exception {
        ScriptedServer login = gitlab.storage(peer -> peer.answer("200 OK\r\nContent-Type: text/html", "<html>"));
        gitlab.answer("GET", "/generic/", "302 Found\r\nLocation: " + login.address("/login") + "?x=s3cret", "");
        assertEquals(
                "Failed to download f: GitLab redirects to " + login.address("").origin()
                        + ", which answers with a page and not with the file, as a login does",
                message(() -> handoff.download(one("f"))));
    }

    @Test
    public void theObjectStorageIsNamedWithItsCode() throws Exception {
        assertThat(
                storageAnswers("403 Forbidden", "AccessDenied"),
                endsWith(
                        ", where GitLab redirects to (AccessDenied). The object storage refuses what GitLab has signed:"
                                + " ask GitLab's administrator"));
        for (String lost : List.of("NoSuchKey", "BlobNotFound")) {
            assertThat(
                    storageAnswers("404 Not Found", lost),
                    endsWith(
                            " (" + lost + "). The object storage does not have the file that GitLab lists: ask GitLab's"
                                    + " administrator"));
        }
        assertEquals(List.of(), handoff.events.retries());
        handoff.retries = 1;
        assertThat(
                storageAnswers("503 Slow Down", "SlowDown"),
                endsWith(" (SlowDown). The object storage fails: ask GitLab's administrator (2 attempts)"));
        assertThat(storageAnswers("403 Forbidden", "a sentence\r\n"), not(containsString("sentence")));
    }

    private String storageAnswers(String status, String code) throws Exception {
        ScriptedServer storage = gitlab.storage(peer -> peer.answer(
                status + "\r\nContent-Type: application/xml",
                "<?xml version=\"1.0\"?>\n<Error><Code>" + code + "</Code><Message>forged</Message></Error>"));
        String address = storage.address("/bucket/f").toString();
        gitlab.answer("GET", "/generic/", "302 Found\r\nLocation: " + address + "?X-Amz-Signature=s3cret", "");
        String message = message(() -> handoff.download(one("f")));
        assertThat(
                message,
                allOf(
                        containsString(": status " + status.substring(0, 3) + " of "
                                + storage.address("").origin()),
                        not(containsString("forged")),
                        not(containsString("Sent with"))));
        return message;
    }

    @Test
    public void aStorageThatIsOutOfReachIsNamed() throws Exception {
        handoff.retries = 0;
        gitlab.answer("GET", "/generic/", "302 Found\r\nLocation: http://127.0.0.1:1/bucket/f?X-Amz-Signature=x", "");
        assertThat(
                message(() -> handoff.download(one("f"))),
                allOf(
                        containsString(" redirects to http://127.0.0.1:1: no connection to 127.0.0.1:1 ("),
                        endsWith("). If that is GitLab's object storage, it has to be reached from here, or GitLab has"
                                + " to pass downloads on itself (proxy_download)")));
    }

    @Test
    public void anUploadNamesTheNewAddress() throws Exception {
        handoff.write("f", 1);
        String api = "/api/v4/projects/7/packages/generic/app/1.0/f?select=package_file";
        for (String url : List.of("https://git.example.com", "https://example.com/gitlab", "http://127.0.0.1:1")) {
            assertThat(
                    uploadRedirectedTo(url + api), endsWith(". The address has moved: use " + url + " as gitlabUrl"));
        }
        assertThat(
                uploadRedirectedTo("https://git.example.com/?x=s3cret"),
                endsWith(". It leads to https://git.example.com: use that as gitlabUrl if it is the same GitLab"));
        String general = ". The address has moved: use the new one as gitlabUrl or projectId";
        assertThat(uploadRedirectedTo(handoff.gitlabUrl + api), endsWith(general));
        assertThat(uploadRedirectedTo("http://["), endsWith(general));
    }

    private String uploadRedirectedTo(String location) {
        gitlab.answer("PUT", "/generic/", "301 Moved\r\nLocation: " + location, "");
        return message(() -> handoff.upload(one("f"), IfExists.ADD));
    }
}
