package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.all;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.failure;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Token;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TokenType;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
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

public class DownloadFaultsTest {
    private static final int SIZE = 3_000_000;

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private final byte[] bytes = Handoff.noise(SIZE);
    private String etag;

    @Before
    public void file() {
        // A file on disk has no strong entity tag.
        handoff.registry().options().proxiedStorage(true);
        etag = '"' + handoff.store("f", bytes).sha256().substring(0, 32) + '"';
    }

    @Test
    public void aConnectionDroppedBeforeTheAnswer() throws Exception {
        handoff.fault(Fault.drop(), Route.DOWNLOAD);
        handoff.fault(Fault.loseAnswer(), Route.DOWNLOAD);
        assertArrives(3);
        assertRanges(null, null, null);
    }

    @Test
    public void aConnectionDroppedInTheBodyIsResumed() throws Exception {
        handoff.fault(Fault.dropInBody(1_000_000), Route.DOWNLOAD);
        handoff.fault(Fault.dropInBody(500_000), Route.DOWNLOAD);
        handoff.fault(Fault.dropInBody(SIZE - 1_500_000 - 1), Route.DOWNLOAD);
        assertArrives(4);
        assertRanges(null, "bytes=1000000-", "bytes=1500000-", "bytes=2999999-");
        assertEquals(
                Arrays.asList(null, etag, etag, etag),
                downloads().stream().map(each -> each.header("If-Range")).toList());
        assertThat(
                handoff.events.retries().get(0),
                containsString("closed in the middle of the answer, after 1000000 of 3000000 bytes"));
    }

    @Test
    public void breaksThatLeaveProgressDoNotUseUpTheRetries() throws Exception {
        handoff.retries = 1;
        handoff.fault(Fault.dropInBody(300_000).times(9), Route.DOWNLOAD);
        assertArrives(10);
    }

    @Test
    public void breaksThatLeaveNextToNothingDo() {
        handoff.retries = 2;
        handoff.fault(Fault.dropInBody(1000).always(), Route.DOWNLOAD);
        assertThat(message(() -> handoff.download(one("f"))), containsString("(3 attempts)"));
        assertEquals(3, downloads().size());
    }

    @Test
    public void aDropBeforeTheFirstByteStartsAnew() throws Exception {
        handoff.fault(Fault.dropInBody(0), Route.DOWNLOAD);
        assertArrives(2);
        assertRanges(null, null);
    }

    @Test
    public void eachFileOfAPackageIsResumed() throws Exception {
        handoff.store("g", bytes);
        handoff.fault(Fault.dropInBody(1_000_000).times(2), Route.DOWNLOAD);
        handoff.download(all("in"));
        assertArrayEquals(bytes, handoff.read("in/f"));
        assertArrayEquals(bytes, handoff.read("in/g"));
        assertEquals(
                2,
                downloads().stream()
                        .filter(each -> each.header("Range") != null)
                        .count());
    }

    @Test
    public void aServerWithoutRangesSendsAllAgain() throws Exception {
        handoff.registry().options().ranges(false);
        handoff.fault(Fault.dropInBody(1_000_000), Route.DOWNLOAD);
        assertArrives(2);
    }

    @Test
    public void anotherFileInBetweenStartsAnew() throws Exception {
        byte[] newer = Handoff.noise(2_000_000);
        handoff.fault(Fault.dropInBody(1_000_000), Route.DOWNLOAD);
        handoff.events.atRetry(() -> handoff.store("f", newer));
        handoff.download(one("f"));
        assertArrayEquals(newer, handoff.read("f"));
        assertRanges(null, "bytes=1000000-");
        assertEquals(200, downloads().get(1).status());
    }

    @Test
    public void aRefusedRangeStartsAnew() throws Exception {
        handoff.fault(Fault.dropInBody(1_000_000), Route.DOWNLOAD);
        handoff.fault(Fault.status(416), Route.DOWNLOAD);
        assertArrives(3);
        assertRanges(null, "bytes=1000000-", null);
    }

    @Test
    public void aBusyServerInBetweenLosesNothing() throws Exception {
        handoff.fault(Fault.dropInBody(1_000_000), Route.DOWNLOAD);
        handoff.fault(Fault.html(502), Route.DOWNLOAD);
        assertArrives(3);
        assertRanges(null, "bytes=1000000-", "bytes=1000000-");
    }

    @Test
    public void aStallInTheBodyIsResumed() throws Exception {
        handoff.timeouts = Handoff.impatient();
        handoff.fault(Fault.stallInBody(1_000_000), Route.DOWNLOAD);
        assertArrives(2);
        assertRanges(null, "bytes=1000000-");
        assertThat(handoff.events.retries().get(0), containsString("no byte for 1 s"));
    }

    @Test
    public void damageOnTheWayIsDownloadedAgain() throws Exception {
        handoff.fault(Fault.corrupt(77), Route.DOWNLOAD);
        assertArrives(2);
        assertRanges(null, null);
        assertThat(handoff.events.retries().get(0), containsString("what arrived has the sha256 "));
    }

    @Test
    public void damageAfterResumingIsDownloadedAgain() throws Exception {
        handoff.fault(Fault.dropInBody(1_000_000), Route.DOWNLOAD);
        handoff.fault(Fault.corrupt(1000), Route.DOWNLOAD);
        assertArrives(3);
        assertRanges(null, "bytes=1000000-", null);
    }

    @Test
    public void theListTellsOfDamageWhereNoHeaderDoes() throws Exception {
        handoff.registry().options().checksumHeader(false);
        handoff.fault(Fault.corrupt(77), Route.DOWNLOAD);
        assertArrives(2);
        handoff.fault(Fault.truncate(77), Route.DOWNLOAD);
        handoff.download(all("in"));
        assertArrayEquals(bytes, handoff.read("in/f"));
    }

    @Test
    public void theSameDamageTwiceIsAnErrorAndLeavesNothing() throws Exception {
        handoff.fault(Fault.corrupt(77).always(), Route.DOWNLOAD);
        assertThat(
                message(() -> handoff.download(one("f"))),
                allOf(containsString("Failed to download f"), containsString("as GitLab says")));
        assertEquals(2, downloads().size());
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void breaksThatDoNotEndLeaveTheOldFileAlone() throws Exception {
        handoff.write("f", "before".getBytes());
        handoff.fault(Fault.dropInBody(10_000).always(), Route.DOWNLOAD);
        assertThat(failure(() -> handoff.download(one("f"))).getMessage(), containsString("(4 attempts)"));
        assertEquals("before", new String(handoff.read("f")));
        assertEquals(List.of("f"), handoff.tree());
    }

    @Test
    public void nothingToVerifyWithIsSaid() throws Exception {
        handoff.token = Token.of("gldt-stand-in", TokenType.AUTO);
        handoff.registry().options().checksumHeader(false);
        handoff.fault(Fault.dropInBody(1_000_000), Route.DOWNLOAD);
        assertArrives(2);
        assertEquals(List.of("note f is not verified: its sha256 is not known"), handoff.events.notes());
    }

    @Test
    public void aWebPageIsNoFile() throws Exception {
        handoff.fault(Fault.status(200, "text/html", "<html>Sign in</html>"), Route.DOWNLOAD);
        assertThat(message(() -> handoff.download(one("f"))), containsString("answered, but not as GitLab does"));
        assertEquals(List.of(), handoff.tree());
    }

    @Test
    public void connectionsThatTheServerLetGoCostNoAttempt() throws Exception {
        handoff.parallel = 1;
        handoff.registry().addFiles(7, "app", "1.0", 50);
        handoff.events.atFinish(() -> handoff.registry().closeIdleConnections());
        handoff.download(all("in"));
        assertEquals(51, handoff.tree().size());
        assertTrue(handoff.registry().acceptedConnections() > 1);
        assertEquals(List.of(), handoff.events.retries());
    }

    private List<RecordedRequest> downloads() {
        return handoff.registry().requests().of(Route.DOWNLOAD);
    }

    private void assertRanges(String... ranges) {
        assertEquals(
                Arrays.asList(ranges),
                downloads().stream().map(each -> each.header("Range")).toList());
    }

    private void assertArrives(int attempts) throws Exception {
        TransferredFile file = handoff.download(one("f")).get(0);
        assertArrayEquals(bytes, handoff.read("f"));
        assertEquals(SIZE, file.size());
        assertEquals(handoff.stored().get(0).sha256(), file.sha256());
        assertEquals(attempts, downloads().size());
        assertEquals(attempts - 1, handoff.events.retries().size());
        assertEquals(attempts - 1, handoff.clock.waits().size());
        assertEquals(List.of("f"), handoff.tree());
    }
}
