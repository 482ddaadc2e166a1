package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.APP;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.http.Loopback;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredFile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class PackageContentsTest {
    private static final PackageFileName F = new PackageFileName("f");
    private static final PackageFileName MISSING = new PackageFileName("missing");
    private static final RemoteFile STORED = new RemoteFile(1, 1, F, RemoteContent.UNKNOWN, Optional.empty());
    private static final Token DEPLOY = Token.of("gldt-stand-in", TokenType.AUTO);

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    @Rule
    public final Loopback loopback = new Loopback();

    @Test
    public void ofEachNameAllFilesAreKnownAndTheNewestCounts() throws Exception {
        handoff.store("f", "old");
        handoff.store("g", "other");
        StoredFile newest = handoff.store("f", "newest");
        PackageContents contents = contents();
        assertTrue(contents.canList());
        assertTrue(contents.isListed());
        assertEquals(
                List.of(3L, 6L),
                contents.named(F).stream().map(PackageContentsTest::size).toList());
        assertEquals(
                List.of(5L, 6L),
                contents.newest().stream()
                        .map(PackageContentsTest::size)
                        .sorted()
                        .toList());
        assertEquals(OptionalLong.of(newest.id()), contents.newestId());
        assertTrue(contents.newest(F).get().has(new Sha256(newest.sha256())));
        assertEquals(contents.newest(F), contents.listed(F));
        assertEquals(List.of(), contents.named(MISSING));
        assertEquals(Optional.empty(), contents.newest(MISSING));
        assertEquals(APP, contents.owner());
        assertEquals(1, handoff.requests(Route.LIST_FILES));
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
    }

    @Test
    public void whatIsNotListedIsAskedFor() throws Exception {
        StoredFile stored = handoff.store("f", "x");
        handoff.registry().packageStatus(7, "app", "1.0", "hidden");
        PackageContents contents = contents();
        assertTrue(contents.canList());
        assertFalse(contents.isListed());
        assertEquals(OptionalLong.of(0), contents.newestId());
        assertEquals(List.of(), contents.newest());
        assertEquals(Optional.empty(), contents.listed(F));
        assertEquals(Optional.of(new RemoteContent(1, new Sha256(stored.sha256()))), contents.newest(F));
    }

    @Test
    public void aTokenThatCannotListKnowsByAskingAlone() throws Exception {
        StoredFile stored = handoff.store("f", "x");
        handoff.token = DEPLOY;
        PackageContents contents = contents();
        assertFalse(contents.canList());
        assertFalse(contents.isListed());
        assertEquals(OptionalLong.empty(), contents.newestId());
        assertEquals(List.of(), contents.named(F));
        assertEquals(Optional.of(new RemoteContent(1, new Sha256(stored.sha256()))), contents.newest(F));
        assertEquals(Optional.empty(), contents.newest(MISSING));
        assertEquals(0, handoff.requests(Route.LIST_PACKAGES));
    }

    @Test
    public void aListThatIsRefusedIsNone() throws Exception {
        handoff.fault(Fault.status(403), Route.LIST_PACKAGES);
        assertFalse(contents().canList());
        handoff.fault(Fault.status(404), Route.LIST_PACKAGES);
        assertThat(message(() -> contents().canList()), containsString("status 404"));
        handoff.fault(Fault.status(405), Route.LIST_PACKAGES);
        assertThat(message(() -> contents().canList()), containsString("status 405"));
    }

    @Test
    public void theListIsForgottenWhenAnotherFileMayHaveCome() throws Exception {
        handoff.store("f", "x");
        PackageContents contents = contents();
        assertEquals(1, contents.named(F).size());
        handoff.store("f", "y");
        assertEquals(1, contents.named(F).size());
        contents.refresh();
        assertEquals(2, contents.named(F).size());
    }

    @Test
    public void afterAnAddedFileAPackageThatWasNotThereIsListedOnceMore() throws Exception {
        PackageContents contents = contents();
        assertFalse(contents.isListed());
        contents.added(STORED);
        assertFalse(contents.isListed());
        contents.added(STORED);
        assertFalse(contents.isListed());
        assertEquals(2, handoff.requests(Route.LIST_PACKAGES));
    }

    @Test
    public void afterAnAddedFileAListedPackageIsNotListedAgain() throws Exception {
        handoff.store("f", "x");
        PackageContents contents = contents();
        contents.added(STORED);
        assertTrue(contents.isListed());
        contents.added(STORED);
        assertTrue(contents.isListed());
        assertEquals(1, handoff.requests(Route.LIST_PACKAGES));
    }

    @Test
    public void theAnswerTellsWhatItTells() throws Exception {
        Sha256 sha256 = new Sha256(handoff.store("f", "some").sha256());
        handoff.store("empty", "");
        assertEquals(Optional.of(new RemoteContent(4, sha256)), contents().ask(F));
        assertEquals(
                Optional.of(new RemoteContent(0, Sha256.OF_NOTHING)), contents().ask(new PackageFileName("empty")));
        handoff.registry().options().ranges(false);
        assertEquals(Optional.of(new RemoteContent(4, sha256)), contents().ask(F));
        handoff.registry().options().checksumHeader(false);
        assertEquals(
                Optional.of(new RemoteContent(OptionalLong.of(4), Optional.empty(), Optional.empty())),
                contents().ask(F));
        handoff.registry().options().directDownload(true);
        assertEquals(Optional.of(RemoteContent.UNKNOWN), contents().ask(F));
        assertEquals(Optional.empty(), contents().ask(MISSING));
        handoff.fault(Fault.status(301), Route.DOWNLOAD);
        assertThat(message(() -> contents().ask(F)), containsString("Failed to look for f at "));
    }

    private static long size(RemoteFile file) {
        return file.content().size().getAsLong();
    }

    private PackageContents contents() {
        Retry retry = new Retry(0, handoff.clock, handoff.events, new FailureWords("", Network.DIRECT));
        PackagesApi api = new PackagesApi(handoff.settings().registry(), loopback.transport(), retry);
        return new PackageContents(api, retry, handoff.token, APP);
    }
}
