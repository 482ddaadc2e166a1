package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.InstantClock;
import io.jenkins.plugins.gitlabgenericpackages.client.files.Target;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackageContents;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.PackagesApi;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.Retry;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.WaitingClock;
import io.jenkins.plugins.gitlabgenericpackages.client.http.HttpTransport;
import io.jenkins.plugins.gitlabgenericpackages.client.http.connection.TrustedCertificates;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Network;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistrySettings;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A large file that comes slowly, by the clock: each look at it finds a second gone. */
public class FileRangesTest {
    private static final int SIZE = 3_000_000;

    @Rule
    public final Timeout timeout = new Timeout(120, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private final byte[] bytes = Handoff.noise(SIZE);
    private WaitingClock clock;
    private int parallel = RegistrySettings.AUTOMATIC;
    private Path ofRanges;

    @Before
    public void slowFile() {
        ofRanges = handoff.workspace();
        AtomicInteger seconds = new AtomicInteger();
        clock = new WaitingClock() {
            @Override
            public Instant now() {
                return InstantClock.START.plusSeconds(seconds.incrementAndGet());
            }

            @Override
            public void sleep(Duration duration) {}
        };
        // A file on disk has no strong entity tag.
        handoff.registry().options().proxiedStorage(true);
        handoff.store("f", bytes);
    }

    @Test
    public void fourConnectionsBringIt() throws Exception {
        assertArrives();
        List<String> ranges = ranges();
        assertThat(ranges.toString(), ranges.size(), is(3));
        assertThat(
                ranges.toString(),
                ranges.stream()
                        .filter(range -> range.endsWith("-" + (SIZE - 1)))
                        .count(),
                is(1L));
        assertThat(handoff.events.retries(), is(List.of()));
        assertThat(handoff.requests(Route.DOWNLOAD), is(4));
        assertThat(handoff.events.notes().toString(), containsString("f comes slowly"));
        assertThat(handoff.events.notes().toString(), containsString("4 connections fetch the rest"));
    }

    @Test
    public void oneBringsItWhereItIsFast() throws Exception {
        clock = handoff.clock;
        assertArrives();
        assertThat(handoff.requests(Route.DOWNLOAD), is(1));
    }

    /** The disk of this machine, say: no further connection would help. */
    @Test
    public void onlyTheWaitForBytesCounts() throws Exception {
        AtomicInteger seconds = new AtomicInteger();
        clock = new WaitingClock() {
            @Override
            public Instant now() {
                return InstantClock.START.plusSeconds(seconds.get());
            }
        };
        handoff.events.atProgress((name, done) -> seconds.addAndGet(10));
        assertArrives();
        assertThat(handoff.requests(Route.DOWNLOAD), is(1));
    }

    @Test
    public void oneBringsItWhereNoMoreAreAllowed() throws Exception {
        parallel = 1;
        assertArrives();
        assertThat(handoff.requests(Route.DOWNLOAD), is(1));
    }

    @Test
    public void oneBringsItWhereNoFurtherFilesCanBeMade() throws Exception {
        ofRanges = handoff.workspace().resolve("none");
        assertArrives();
        assertThat(handoff.requests(Route.DOWNLOAD), is(1));
        assertThat(handoff.events.retries(), is(List.of()));
    }

    @Test
    public void oneBringsItWhereRangesAreIgnored() throws Exception {
        handoff.registry().options().ranges(false);
        assertArrives();
        assertThat(handoff.requests(Route.DOWNLOAD), is(4));
        assertThat(handoff.events.retries(), is(List.of()));
    }

    @Test
    public void eachRangeGoesOnByItself() throws Exception {
        handoff.fault(Fault.dropInBody(100_000).after(1).times(3), Route.DOWNLOAD);
        assertArrives();
        assertThat(handoff.requests(Route.DOWNLOAD), is(7));
        assertThat(handoff.events.retries().size(), is(3));
    }

    @Test
    public void aRangeThatNeverComesIsTheRestOfAnother() throws Exception {
        handoff.fault(Fault.status(403).after(1).times(3), Route.DOWNLOAD);
        assertArrives();
    }

    /** The first answer has been closed by then: what is left of it in memory belongs elsewhere. */
    @Test
    public void aRangeBehindAnotherThatNeverComesIsAskedForAgain() throws Exception {
        parallel = 3;
        // One connection alone would need none.
        handoff.retries = 0;
        handoff.fault(Fault.status(403).upTo(SIZE - 1), Route.DOWNLOAD);
        assertArrives();
        assertThat(
                handoff.events.notes().toString(), containsString("A further connection did not bring its part of f"));
        assertThat(handoff.requests(Route.DOWNLOAD), is(4));
    }

    @Test
    public void aRangeThatBreaksOffIsAskedForAgain() throws Exception {
        parallel = 2;
        handoff.retries = 1;
        handoff.fault(Fault.dropInBody(100_000).upTo(SIZE - 1), Route.DOWNLOAD);
        handoff.fault(Fault.status(403).upTo(SIZE - 1), Route.DOWNLOAD);
        // It goes on, and fails for good, when something of it has been read.
        CountDownLatch inside = new CountDownLatch(1);
        handoff.events.atProgress((name, done) -> {
            if (ranges().stream().anyMatch(range -> done > Long.parseLong(range.split("[=-]")[1]))) {
                inside.countDown();
            }
        });
        handoff.events.atRetry(() -> await(inside));
        assertArrives();
        assertThat(handoff.events.retries().size(), is(1));
        assertThat(
                handoff.events.notes().toString(), containsString("A further connection did not bring its part of f"));
        assertThat(handoff.requests(Route.DOWNLOAD), is(4));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    public void aRangeThatEndsForAReasonOfItsOwnIsNotWaitedFor() throws Exception {
        handoff.fault(Fault.dropInBody(100_000).after(1).times(3), Route.DOWNLOAD);
        handoff.events.atRetry(() -> {
            if (Thread.currentThread().getName().equals("gitlab-packages-range")) {
                throw new IllegalStateException("nobody listens");
            }
        });
        assertArrives();
    }

    @Test
    public void aBreakOfTheFirstGoesOnToTheRanges() throws Exception {
        handoff.fault(Fault.dropInBody(600_000), Route.DOWNLOAD);
        assertArrives();
        assertThat(handoff.requests(Route.DOWNLOAD), is(5));
        assertThat(handoff.events.retries().size(), is(1));
    }

    @Test
    public void damageInARangeIsNoticed() throws Exception {
        handoff.fault(Fault.corrupt(5).after(1), Route.DOWNLOAD);
        assertArrives();
        assertThat(handoff.events.retries().size(), is(1));
        assertThat(handoff.events.retries().get(0), containsString("what arrived has the sha256"));
        // Then by one connection: who knows what the ranges are worth there.
        assertThat(handoff.requests(Route.DOWNLOAD), is(5));
    }

    @Test
    public void aNewFileInBetweenIsNotMixedIn() throws Exception {
        byte[] newer = bytes.clone();
        newer[SIZE / 2]++;
        Fault first = handoff.fault(Fault.dropInBody(600_000), Route.DOWNLOAD);
        handoff.events.atRetry(() -> handoff.store("f", newer));
        download();
        assertThat(first.reached(), is(1));
        assertArrayEquals(newer, handoff.read("f"));
    }

    @Test
    public void nothingIsLeftOfAFailure() {
        handoff.retries = 0;
        handoff.fault(Fault.dropInBody(400_000), Route.DOWNLOAD);
        assertThat(message(() -> download()), containsString("closed in the middle"));
    }

    private Outcome download() throws IOException, InterruptedException {
        RegistrySettings settings = handoff.settings();
        Network network = settings.network();
        try (HttpTransport transport = new HttpTransport(
                network.knownProxy(), TrustedCertificates.sockets(network.caCertificates()), network.timeouts())) {
            Retry retry = new Retry(handoff.retries, clock, handoff.events, "", network);
            PackagesApi api = new PackagesApi(settings.registry(), transport, retry, () -> 1);
            ConcurrencyLimit concurrency = new ConcurrencyLimit(parallel, clock, handoff.events);
            concurrency.of(1);
            Session session =
                    new Session(settings, api, retry, concurrency, handoff.events, Journal.NONE, Optional.empty());
            PackageFile file = new PackageFile(Handoff.APP, new PackageFileName("f"));
            Target target = Target.named(handoff.workspace().resolve("f"), handoff.workspace());
            return new FileDownload(
                            session,
                            new PackageContents(api, Handoff.APP),
                            new DownloadSelection.Item(file.name(), "f", Optional.empty(), Optional.empty()),
                            target,
                            new FileRanges(
                                    session, file, Target.named(ofRanges.resolve("f"), ofRanges), 100_000, 1_000_000))
                    .download();
        }
    }

    private void assertArrives() throws Exception {
        download();
        assertArrayEquals(bytes, handoff.read("f"));
        assertThat(handoff.tree(), is(List.of("f")));
    }

    private List<String> ranges() {
        return handoff.registry().requests().of(Route.DOWNLOAD).stream()
                .map(request -> request.header("Range"))
                .filter(Objects::nonNull)
                .toList();
    }
}
