package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.ProxySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.Timeouts;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.model.DownloadRequest;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The first words of a failure are those of what the user wants, and the last ones say what to try. */
public class FailureWordsTest {
    private static final HttpAddress ADDRESS = HttpAddress.parse("http://gitlab.example.com/api");

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Test
    public void theVerbIsTheUsers() throws Exception {
        handoff.retries = 0;
        handoff.fault(Fault.status(500).always(), Route.LIST_PACKAGES);
        assertThat(
                message(() -> handoff.download(all("in"))),
                startsWith("Failed to download app 1.0: could not list the package app at http://127.0.0.1:"));
    }

    @Test
    public void anUploadThatCannotListSaysSo() throws Exception {
        handoff.write("f", 1);
        handoff.retries = 0;
        handoff.fault(Fault.status(500).always(), Route.LIST_PACKAGES);
        assertThat(
                message(() -> handoff.upload(one("f"))),
                startsWith("Failed to upload app 1.0: could not list the package app at http://127.0.0.1:"));
    }

    @Test
    public void whatIsWantedItselfIsSaidOnce() {
        assertThat(retry("upload app 1.0", Handoff.DIRECT).failedTo("upload f"), is("Failed to upload f"));
        assertThat(retry("", Handoff.DIRECT).failedTo("list f"), is("Failed to list f"));
    }

    @Test
    public void aProxyInBetweenIsNamed() {
        ProxySettings proxy = new ProxySettings("proxy", 3128, "ann", "s3cret", List.of("*.local"));
        handoff.retries = 1;
        Retry retry = retry("", new Network(proxy, "", "", Timeouts.DEFAULT));
        assertThat(
                broken(retry, ADDRESS),
                is(
                        "Failed to look at http://gitlab.example.com/api (through the proxy proxy:3128): it broke (2 attempts)"));
        handoff.retries = 0;
        assertThat(
                broken(retry("", new Network(proxy, "", "", Timeouts.DEFAULT)), HttpAddress.parse("http://git.local/")),
                is("Failed to look at http://git.local/: it broke"));
    }

    private Retry retry(String task, Network network) {
        return new Retry(handoff.retries, handoff.clock, handoff.events, task, network);
    }

    private static String broken(Retry retry, HttpAddress address) {
        return message(() -> retry.call("look", address, () -> {
            throw new ConnectionException("it broke");
        }));
    }

    @Test
    public void whatIsUnreachableSaysWhatToTry() throws Exception {
        handoff.retries = 0;
        handoff.gitlabUrl = "http://127.0.0.1:1";
        assertThat(
                message(() -> handoff.download(all("in"))),
                allOf(containsString("no connection to 127.0.0.1:1"), containsString(". Check host and port")));
        handoff.gitlabUrl = "http://" + "a".repeat(300);
        assertThat(message(() -> handoff.download(all("in"))), containsString(". Check how it is spelled"));
    }

    @Test
    public void httpsToAPlainPortIsNotTriedAgain() {
        handoff.gitlabUrl = handoff.registry().url().toString().replace("http:", "https:");
        assertThat(
                message(() -> handoff.download(all("in"))),
                allOf(endsWith("does not speak https: check scheme and port"), not(containsString("attempts"))));
        assertEquals(List.of(), handoff.clock.waits());
    }

    @Test
    public void theProjectsPathInTheAddressIsRecognised() throws Exception {
        handoff.write("f", 1);
        handoff.gitlabUrl = handoff.registry().url() + "/group/sub/app";
        for (String message : List.of(
                message(() -> handoff.upload(one("f"))),
                message(() -> handoff.download(one("g", "f"))),
                message(() -> handoff.download(all("in"))))) {
            assertThat(message, containsString("The path of a project is no part of it"));
        }
    }

    @Test
    public void aMissingFileSaysWhereItWasLookedFor() throws Exception {
        handoff.store("dist%2Fzzz.txt", "x");
        assertThat(
                message(() -> handoff.download(one("dist/zzz.txt"))),
                allOf(
                        startsWith("Failed to download zzz.txt at "),
                        containsString("The project is there, but it has no such package or file. Sent with"),
                        endsWith("Looked for zzz.txt, the last part of 'file', at the top of app 1.0: 'fileName' gives"
                                + " another name, and 'path' the folder in the package. The package has"
                                + " dist/zzz.txt")));
        assertThat(
                message(() -> handoff.download(one("a", "dist/b"))),
                endsWith("Looked for dist/b in app 1.0. The package has dist/zzz.txt"));
    }

    @Test
    public void aPackageMayBeCalledReleases() throws Exception {
        PackageSource releases = PackageSource.of("releases", "1.0");
        handoff.registry().addFile(Project.DEFAULT.id(), "releases", "1.0", "f", new byte[1]);
        String forbidden = "{\"message\":\"403 Forbidden\"}";
        for (String hint : List.of("has no such package or file", "too low (Developer to upload")) {
            assertThat(
                    message(() -> handoff.client()
                            .download(handoff.workspace(), DownloadRequest.of(releases, one("g", "none"), "", ""))),
                    containsString(hint));
            handoff.fault(Fault.status(403, "application/json", forbidden).always(), Route.DOWNLOAD);
        }
    }

    @Test
    public void ofAMissingPackageThatIsSaid() {
        assertThat(
                message(() -> handoff.download(one("a"))),
                endsWith(
                        ". GitLab lists no such package: it is not there, hidden or empty. The project has no packages for"
                                + " this token"));
    }

    @Test
    public void fewNamesAreEnough() {
        for (int i = 0; i < 7; i++) {
            handoff.store("f" + i, "x");
        }
        assertThat(
                message(() -> handoff.download(one("a"))), endsWith("The package has f0, f1, f2, f3, f4 and 2 others"));
    }
}
