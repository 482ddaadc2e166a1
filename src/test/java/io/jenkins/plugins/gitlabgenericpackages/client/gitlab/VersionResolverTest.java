package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class VersionResolverTest {
    private static final int PROJECT = 7;

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void latestIsTheVersionThatWasCreatedLast() throws Exception {
        store("2.0.0", "10.0.0", "1.0.0");
        handoff.registry().addFile(PROJECT, "app-extra", "99", "f", new byte[1]);
        assertEquals("1.0.0", downloaded("latest"));
        assertThat(handoff.events.notes().toString(), containsString("'latest' is the version 1.0.0, created 20"));
        assertEquals("1.0.0", new String(handoff.read("f")));
    }

    @Test
    public void latestAsksForTheNewestAndNotForAll() throws Exception {
        for (int i = 0; i < 250; i++) {
            store("1.0." + i);
        }
        assertEquals("1.0.249", downloaded("latest"));
        // The second asks whether an older one is really called so.
        assertEquals(2, handoff.requests(Route.LIST_PACKAGES));
        store("2.0.0");
        handoff.registry().packageStatus(PROJECT, "app", "2.0.0", "processing");
        assertEquals("1.0.249", downloaded("latest"));
    }

    @Test
    public void aShortListIsAskedForOnce() throws Exception {
        store("1.0.0", "1.0.1");
        assertEquals("1.0.1", downloaded("latest"));
        assertEquals(1, handoff.requests(Route.LIST_PACKAGES));
    }

    @Test
    public void anOldVersionThatIsCalledLatestIsFound() throws Exception {
        store("latest");
        for (int i = 0; i < 150; i++) {
            store("1.0." + i);
        }
        assertEquals("latest", downloaded("latest"));
    }

    @Test
    public void aRuleIsTheHighestVersionThatFits() throws Exception {
        store("1.4.10", "1.4.9", "2.0.0", "nightly", "1.5.0-rc.1");
        assertEquals("1.4.10", downloaded("1.x"));
        assertThat(handoff.events.notes().toString(), containsString("'1.x' is the version 1.4.10, created 20"));
        assertEquals("1.4.9", downloaded(">=1.4 <1.4.10"));
        assertEquals("1.5.0-rc.1", downloaded("~1.5.0-rc"));
        assertEquals("2.0.0", downloaded("*"));
    }

    @Test
    public void aVersionThatIsCalledLikeTheRuleWins() throws Exception {
        store("1.x", "1.9.0", "latest", "1.0.0");
        assertEquals("1.x", downloaded("1.x"));
        assertThat(
                handoff.events.notes().toString(),
                containsString("a version that is really called '1.x': it is taken"));
        assertEquals("latest", downloaded("latest"));
    }

    @Test
    public void oneVersionIsTakenWithoutALook() throws Exception {
        store("1.9.0");
        assertEquals("1.9.0", downloaded("1.9.0"));
        assertEquals(List.of(), handoff.events.notes());
    }

    @Test
    public void whatFitsNothingIsToldWhatThereIs() throws Exception {
        assertThat(failure("1.x"), containsString("There is no version of the package app that the token may see"));
        assertThat(failure("latest"), containsString("There is no version of the package app that the token may see"));
        store("0.9.0", "nightly");
        assertThat(failure("1.x"), containsString("No version of the package app fits '1.x' (there is 0.9.0; 1"));
    }

    @Test
    public void withoutAListARuleIsRefusedInOneSentence() throws Exception {
        store("1.9.0");
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        assertEquals(
                "GitLab lists no versions for this token (a deploy token), so it is not known which one '^1.4' is: name the"
                        + " version, or use an access token",
                failure("^1.4"));
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
    }

    @Test
    public void withoutAListWhatAVersionCanBeCalledIsTakenForOne() throws Exception {
        store("1.9.0", "1.x");
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        assertEquals("1.x", downloaded("1.x"));
        assertThat(
                handoff.events.notes().toString(),
                containsString(
                        "GitLab lists no versions for this token (a deploy token): '1.x' is taken as the name of a"));
        assertThat(failure("2.x"), containsString("no such package or file"));
    }

    @Test
    public void aListOfFilesIsOfTheVersionThatADownloadTakes() throws Exception {
        store("1.4.0", "1.5.0");
        assertEquals(1, handoff.client().files(PackageSource.of("app", "~1.4")).size());
        assertThat(handoff.events.notes().toString(), containsString("'~1.4' is the version 1.4.0"));
    }

    private void store(String... versions) throws IOException {
        for (String version : versions) {
            handoff.registry().addFile(PROJECT, "app", version, "f", version.getBytes());
        }
    }

    private String downloaded(String rule) throws Exception {
        List<TransferredFile> files = handoff.client().download(handoff.workspace(), request(rule));
        return files.get(0).file().owner().version();
    }

    private String failure(String rule) {
        return message(() -> handoff.client().download(handoff.workspace(), request(rule)));
    }

    private static DownloadRequest request(String rule) {
        return DownloadRequest.of(PackageSource.of("app", rule), one("f"), "", "");
    }
}
