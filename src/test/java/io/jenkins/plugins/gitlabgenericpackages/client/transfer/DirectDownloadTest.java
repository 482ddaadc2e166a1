package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.standin.StandInRegistry;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.RecordedRequest;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Downloads that GitLab redirects to the object storage, or elsewhere. */
public class DirectDownloadTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private final byte[] bytes = Handoff.noise(3_000_000);

    @Before
    public void redirect() {
        handoff.store("d%2Fa%2Bb", bytes);
        handoff.registry().options().directDownload(true);
    }

    @Test
    public void noTokenGoesToTheStorageAndTheAddressStaysAsItIs() throws Exception {
        for (Token token : List.of(
                handoff.token,
                Token.of("gldt-stand-in", TokenType.AUTO),
                Token.of("glcbt-stand-in", TokenType.AUTO),
                Token.basic("somebody", "glpat-stand-in"))) {
            handoff.token = token;
            handoff.download(one("f", "d/a+b"));
            assertArrayEquals(bytes, handoff.read("f"));
            handoff.write("f", 1);
        }
        // The storage answers nothing but the very bytes of the address that it signed.
        List<RecordedRequest> requests = handoff.registry().requests().of(Route.STORAGE);
        assertEquals(4, requests.size());
        for (RecordedRequest request : requests) {
            assertFalse(request.hasCredentials());
            assertEquals(200, request.status());
        }
    }

    @Test
    public void theListVerifiesWhatTheStorageSends() throws Exception {
        handoff.fault(Fault.corrupt(5), Route.STORAGE);
        handoff.download(one("f", "d/a+b"));
        assertArrayEquals(bytes, handoff.read("f"));
        assertEquals(1, handoff.events.retries().size());
        assertEquals(List.of(), handoff.events.notes());
    }

    @Test
    public void withoutAListNothingVerifiesAndThatIsSaid() throws Exception {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.download(one("f", "d/a+b"));
        assertEquals(List.of("note d/a+b is not verified: its sha256 is not known"), handoff.events.notes());
    }

    @Test
    public void aPinnedDigestVerifiesToo() throws Exception {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        String sha256 = handoff.stored().get(0).sha256();
        handoff.fault(Fault.truncate(5), Route.STORAGE);
        handoff.download(one("f", "d/a+b"), sha256);
        assertArrayEquals(bytes, handoff.read("f"));
        assertEquals(List.of(), handoff.events.notes());
    }

    @Test
    public void aBreakThereIsResumedAtANewlySignedAddress() throws Exception {
        handoff.fault(Fault.dropInBody(1_000_000), Route.STORAGE);
        handoff.fault(Fault.html(503), Route.STORAGE);
        handoff.download(one("f", "d/a+b"));
        assertArrayEquals(bytes, handoff.read("f"));
        List<RecordedRequest> requests = handoff.registry().requests().of(Route.STORAGE);
        assertEquals(
                Arrays.asList(null, "bytes=1000000-", "bytes=1000000-"),
                requests.stream().map(each -> each.header("Range")).toList());
        assertEquals(206, requests.get(2).status());
        assertEquals(
                3, requests.stream().map(RecordedRequest::target).distinct().count());
        assertEquals(3, handoff.requests(Route.DOWNLOAD));
    }

    @Test
    public void whatTheStorageRefusesIsSaidWithoutTheSignature() {
        handoff.fault(Fault.status(403, "application/xml", "<Error><Code>AccessDenied</Code></Error>"), Route.STORAGE);
        assertThat(
                message(() -> handoff.download(one("f", "d/a+b"))),
                allOf(
                        containsString("status 403 of " + handoff.registry().storageUrl()),
                        containsString("(AccessDenied)")));
    }

    @Test
    public void anotherPortGetsNoToken() throws Exception {
        try (StandInRegistry other = StandInRegistry.start(handoff.root().resolve("registry/other"))) {
            handoff.fault(Fault.redirect(other.url() + "/somewhere"), Route.DOWNLOAD);
            assertThat(message(() -> handoff.download(one("f", "d/a+b"))), containsString("status 404"));
            assertEquals(1, other.requests().all().size());
            assertFalse(other.requests().all().get(0).hasCredentials());
        }
    }

    @Test
    public void anotherNameOfTheSameHostGetsNoToken() throws Exception {
        String other = handoff.gitlabUrl.replace("127.0.0.1", "localhost");
        handoff.fault(Fault.redirect(other + "/somewhere"), Route.DOWNLOAD);
        message(() -> handoff.download(one("f", "d/a+b")));
        List<RecordedRequest> requests = handoff.registry().requests().of(Route.UNKNOWN);
        assertEquals(1, requests.size());
        assertFalse(requests.get(0).hasCredentials());
    }

    @Test
    public void anUploadIsNotRedirected() throws Exception {
        handoff.write("f", 100_000);
        handoff.fault(Fault.redirect(handoff.registry().storageUrl() + "/x"), Route.UPLOAD);
        assertThat(
                message(() -> handoff.upload(one("f"), IfExists.ADD)),
                containsString("It leads to " + handoff.registry().storageUrl()));
        assertEquals(0, handoff.requests(Route.STORAGE));
    }
}
