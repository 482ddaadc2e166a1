package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RecordedRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Who cannot list finds out about a file without downloading it, not even in GitLab's eyes. */
public class FileProbeTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Before
    public void haveAFile() throws Exception {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.store("f", handoff.write("f", 1000));
    }

    @Test
    public void aProbeDoesNotCountAsADownload() throws Exception {
        assertSkipped(true);
        assertEquals(List.of("HEAD"), methods());
        assertNull(handoff.registry().packages(7).get(0).downloadedAt());
    }

    @Test
    public void norDoesItWhereTheFileIsInObjectStorage() throws Exception {
        for (boolean headSigned : new boolean[] {true, false}) {
            handoff.registry().options().directDownload(true).headSigned(headSigned);
            assertSkipped(false);
        }
        assertEquals(List.of("HEAD", "HEAD"), methods());
        assertEquals(0, handoff.requests(Route.STORAGE));
        assertNull(handoff.registry().packages(7).get(0).downloadedAt());
    }

    @Test
    public void whereHeadIsNotAllowedTheFirstByteTells() throws Exception {
        for (int status : new int[] {403, 405, 501}) {
            handoff.fault(Fault.status(status), Route.DOWNLOAD);
            assertSkipped(true);
        }
        assertEquals(List.of("HEAD", "GET", "HEAD", "GET", "HEAD", "GET"), methods());
    }

    @Test
    public void whatOnlyWordsCanTellIsAskedOnce() throws Exception {
        for (String name : List.of("new", "newer", "newest")) {
            handoff.write("many/" + name, 10);
        }
        handoff.parallel = 1;
        handoff.upload(Handoff.matching("*", "many"));
        assertEquals(List.of("HEAD", "GET", "HEAD", "HEAD"), methods());
    }

    @Test
    public void aRefusalIsSaidInGitLabsWords() {
        handoff.token = Token.of("glcbt-wrong", TokenType.AUTO);
        assertThat(
                message(() -> handoff.upload(one("f"))),
                containsString("status 401: Unauthorized. Sent with a CI job"));
    }

    @Test
    public void aBusyGitLabIsNotAskedTwiceAtOnce() throws Exception {
        handoff.fault(Fault.tooManyRequests().header("Retry-After", "7"), Route.DOWNLOAD);
        assertSkipped(true);
        assertEquals(List.of("HEAD", "HEAD"), methods());
    }

    @Test
    public void aLoginIsNotTakenForAFile() throws Exception {
        for (String login : List.of(
                "https://login.example.com/authorize?redirect_uri=x&state=s3cret",
                "https://login.example.com/saml?SAMLRequest=x&SigAlg=y&Signature=z",
                "/users/sign_in",
                "https://")) {
            for (IfExists choice : List.of(IfExists.FAIL, IfExists.SKIP_IDENTICAL, IfExists.ADD)) {
                handoff.fault(Fault.redirect(login), Route.DOWNLOAD);
                String message = message(() -> handoff.upload(one("f"), choice));
                assertThat(message, containsString(": status 302. "));
                assertThat(message, not(containsString("s3cret")));
            }
        }
        assertEquals(0, handoff.requests(Route.UPLOAD));
    }

    private void assertSkipped(boolean skipped) throws Exception {
        assertEquals(skipped, handoff.upload(one("f")).get(0).skipped());
    }

    private List<String> methods() {
        return handoff.registry().requests().of(Route.DOWNLOAD).stream()
                .map(RecordedRequest::method)
                .toList();
    }
}
