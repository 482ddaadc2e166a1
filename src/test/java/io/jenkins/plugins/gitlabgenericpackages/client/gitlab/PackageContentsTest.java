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
        PackageListing before = contents.before();
        assertTrue(before.isAllowed());
        assertFalse(before.isEmpty());
        assertEquals(
                List.of(3L, 6L),
                before.named(F).stream().map(PackageContentsTest::size).toList());
        assertEquals(
                List.of(5L, 6L),
                before.newest().stream().map(PackageContentsTest::size).sorted().toList());
        assertEquals(OptionalLong.of(newest.id()), before.newestId());
        assertTrue(contents.newestBefore(F).get().has(new Sha256(newest.sha256())));
        assertEquals(contents.newestBefore(F), before.newest(F).map(RemoteFile::content));
        assertEquals(List.of(), before.named(MISSING));
        assertEquals(Optional.empty(), contents.newestBefore(MISSING));
        assertEquals(APP, contents.owner());
        assertEquals(1, handoff.requests(Route.LIST_FILES));
        assertEquals(0, handoff.requests(Route.DOWNLOAD));
    }

    @Test
    public void whatIsNotListedIsAskedFor() throws Exception {
        StoredFile stored = handoff.store("f", "x");
        handoff.registry().packageStatus(7, "app", "1.0", "hidden");
        PackageContents contents = contents();
        assertTrue(contents.before().isAllowed());
        assertTrue(contents.before().isEmpty());
        assertEquals(OptionalLong.of(0), contents.before().newestId());
        assertEquals(Optional.empty(), contents.newerThan(0));
        assertEquals(List.of(), contents.before().newest());
        RemoteContent hidden = new RemoteContent(1, new Sha256(stored.sha256()));
        assertEquals(Optional.of(hidden), contents.newestBefore(F));
        contents.stored(0);
        assertEquals(Optional.of(hidden), contents.newestBefore(F));
    }

    @Test
    public void aTokenThatCannotListKnowsByAskingAlone() throws Exception {
        StoredFile stored = handoff.store("f", "x");
        handoff.token = DEPLOY;
        PackageContents contents = contents();
        assertFalse(contents.before().isAllowed());
        assertTrue(contents.before().isEmpty());
        assertEquals(OptionalLong.empty(), contents.newestId());
        assertEquals(OptionalLong.empty(), contents.before().newestId());
        assertEquals(Optional.empty(), contents.newerThan(0));
        assertEquals(Optional.of(new RemoteContent(1, new Sha256(stored.sha256()))), contents.newestBefore(F));
        assertEquals(Optional.empty(), contents.newestBefore(MISSING));
        assertEquals(0, handoff.requests(Route.LIST_PACKAGES));
    }

    @Test
    public void aListThatIsRefusedIsNone() throws Exception {
        handoff.fault(Fault.status(403), Route.LIST_PACKAGES);
        assertFalse(contents().before().isAllowed());
        handoff.fault(Fault.status(404), Route.LIST_PACKAGES);
        assertThat(message(() -> contents().before()), containsString("status 404"));
        handoff.fault(Fault.status(405), Route.LIST_PACKAGES);
        assertThat(message(() -> contents().before()), containsString("status 405"));
    }

    @Test
    public void whatWasThereBeforeNeverChangesAndWhatCameSinceIsToldApart() throws Exception {
        StoredFile old = handoff.store("f", "x");
        PackageContents contents = contents();
        assertEquals(1, contents.before().named(F).size());
        StoredFile newer = handoff.store("f", "y");
        assertEquals(1, contents.before().named(F).size());
        assertEquals(2, contents.now().named(F).size());
        assertEquals(
                List.of(newer.id()),
                contents.newerThan(old.id()).get().stream().map(RemoteFile::id).toList());
        assertEquals(List.of(), contents.newerThan(newer.id()).get());
    }

    @Test
    public void theNewestAreFoundWithoutReadingTheWholeList() throws Exception {
        List<StoredFile> files = handoff.registry().addFiles(7, "app", "1.0", 450);
        long last = files.get(files.size() - 1).id();
        PackageContents contents = contents();
        assertEquals(OptionalLong.of(last), contents.newestId());
        assertEquals(1, handoff.requests(Route.LIST_FILES));
        assertEquals(50, contents.newerThan(last - 50).get().size());
        assertEquals(2, handoff.requests(Route.LIST_FILES));
        assertEquals(150, contents.newerThan(last - 150).get().size());
        assertEquals(4, handoff.requests(Route.LIST_FILES));
    }

    @Test
    public void aPackageThatIsListedAfterAFileWasStoredWasMadeByThisTransfer() throws Exception {
        PackageContents contents = contents();
        assertEquals(Optional.empty(), contents.newestBefore(F));
        assertEquals(1, handoff.requests(Route.DOWNLOAD));
        handoff.store("f", "x");
        contents.stored(0);
        assertEquals(Optional.empty(), contents.newestBefore(F));
        assertEquals(Optional.empty(), contents.newestBefore(MISSING));
        assertEquals(1, handoff.requests(Route.DOWNLOAD));
        assertEquals(2, handoff.requests(Route.LIST_PACKAGES));
    }

    @Test
    public void theAnswerTellsWhatItTells() throws Exception {
        Sha256 sha256 = new Sha256(handoff.store("f", "some").sha256());
        handoff.store("empty", "");
        assertEquals(Optional.of(new RemoteContent(4, sha256)), contents().probe(F));
        assertEquals(
                Optional.of(new RemoteContent(0, Sha256.OF_NOTHING)), contents().probe(new PackageFileName("empty")));
        handoff.registry().options().ranges(false);
        assertEquals(Optional.of(new RemoteContent(4, sha256)), contents().probe(F));
        handoff.registry().options().checksumHeader(false);
        assertEquals(
                Optional.of(new RemoteContent(OptionalLong.of(4), Optional.empty())),
                contents().probe(F));
        handoff.registry().options().directDownload(true);
        assertEquals(Optional.of(RemoteContent.UNKNOWN), contents().probe(F));
        assertEquals(Optional.empty(), contents().probe(MISSING));
        handoff.fault(Fault.status(301), Route.DOWNLOAD);
        assertThat(message(() -> contents().probe(F)), containsString("Failed to look for f at "));
    }

    private static long size(RemoteFile file) {
        return file.content().size().getAsLong();
    }

    private PackageContents contents() {
        Retry retry = new Retry(0, handoff.clock, handoff.events, "", Handoff.DIRECT);
        PackagesApi api = new PackagesApi(handoff.settings().registry(), loopback.transport(), retry, () -> 1);
        return new PackageContents(api, APP);
    }
}
