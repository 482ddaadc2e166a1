package io.jenkins.plugins.gitlabgenericpackages.client;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class TransferLogTest {
    private static final GenericPackage APP = new GenericPackage("app", "1.0");
    private static final long MIB = 1 << 20;

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    private final List<String> lines = new ArrayList<>();
    private final InstantClock clock = new InstantClock();
    private final TransferLog log = new TransferLog(lines::add, clock);

    @Test
    public void basics() {
        log.started(Direction.UPLOAD, APP, "group/app at https://gitlab.example.com", 2, OptionalLong.of(3 * MIB));
        log.transferred("a.zip", 2 * MIB, OptionalLong.of(2 * MIB));
        pass(2);
        log.finished(file("a.zip", 2 * MIB, false), Duration.ofMillis(1500));
        log.finished(file("b.zip", MIB, true), Duration.ofMillis(2));
        log.ended(List.of(file("a.zip", 2 * MIB, false), file("b.zip", MIB, true)), 0);
        assertThat(
                lines,
                is(List.of(
                        "Uploading 2 files (3.0 MiB) to app 1.0 in group/app at https://gitlab.example.com",
                        "  Uploaded a.zip (2.0 MiB in 1.5 s)",
                        "  Skipped b.zip: identical (1.0 MiB)",
                        "Uploaded 1 file, 2.0 MiB in 2.0 s (1.0 MiB/s), 1 skipped")));
    }

    @Test
    public void whatLiesBesideAnOlderFileIsSaid() {
        TransferredFile file = file("a", 5, false);
        TransferredFile changed = new TransferredFile(
                file.file(), file.path(), file.content(), file.url(), file.verifiedBy(), false, true, 0);
        log.started(Direction.UPLOAD, APP, "here", 1, OptionalLong.of(5));
        log.finished(changed, Duration.ofSeconds(1));
        pass(1);
        log.ended(List.of(changed), 0);
        String advice = "'ifExists' FAIL refuses such an upload, REPLACE deletes the older";
        assertThat(
                lines,
                is(List.of(
                        "Uploading 1 file (5 B) to app 1.0 in here",
                        "  Uploaded a (5 B in 1.0 s), beside an older one of that name",
                        "Uploaded 1 file, 5 B in 1.0 s (5 B/s)",
                        "The package had another file of that name, and keeps it beside the new: downloads get the newest. "
                                + advice)));
        log.ended(List.of(changed, file, changed), 0);
        assertThat(
                lines.get(lines.size() - 1),
                is(
                        "The package had 2 other files of those names, and keeps them beside the new: downloads get the newest. "
                                + advice));
    }

    @Test
    public void downloadMayNotKnowItsSize() {
        log.started(Direction.DOWNLOAD, APP, "here", 1, OptionalLong.empty());
        log.finished(file("a", 5, false), Duration.ofSeconds(75));
        pass(75);
        log.ended(List.of(file("a", 5, false)), 0);
        assertThat(
                lines,
                is(List.of(
                        "Downloading 1 file from app 1.0 in here",
                        "  Downloaded a (5 B in 1 min 15 s)",
                        "Downloaded 1 file, 5 B in 1 min 15 s (0 B/s)")));
    }

    @Test
    public void retriesAndFailuresAreCounted() {
        log.retrying("upload a", "the connection broke", Duration.ofMillis(700));
        log.note("a had arrived after all");
        log.ended(List.of(), 1);
        assertThat(
                lines,
                is(List.of(
                        "  Could not upload a: the connection broke. Trying again in 0.7 s",
                        "  a had arrived after all",
                        "Uploaded 0 files, 0 B in 0.0 s, 1 retry, 1 failed")));
        log.retrying("upload b", "status 503", Duration.ofSeconds(4000));
        log.ended(List.of(), 0);
        assertThat(lines.get(3), is("  Could not upload b: status 503. Trying again in 1 h 6 min"));
        assertThat(lines.get(4), is("Uploaded 0 files, 0 B in 0.0 s, 2 retries"));
    }

    @Test
    public void transferThatGoesOnIsToldAsOne() {
        log.continued(Direction.DOWNLOAD, APP, "here", 3, 1);
        pass(2);
        log.ended(List.of(file("a", 5, false), file("b", 5, false)), 0);
        log.continued(Direction.UPLOAD, APP, "there", 1, 0);
        assertThat(
                lines,
                is(List.of(
                        "Going on with the download of 3 files from app 1.0 in here: 1 had arrived before",
                        "Downloaded 2 files, 10 B, 1 before, the rest in 2.0 s",
                        "Going on with the upload of 1 file to app 1.0 in there: 0 had arrived before")));
    }

    @Test
    public void timesAreToldInTheirUnits() {
        for (String[] time : new String[][] {
            {"0", "0.0 s"},
            {"9", "9.0 s"},
            {"10", "10 s"},
            {"59", "59 s"},
            {"60", "1 min 0 s"},
            {"3599", "59 min 59 s"},
            {"3600", "1 h 0 min"},
            {"7325", "2 h 2 min"}
        }) {
            lines.clear();
            log.retrying("a", "b", Duration.ofSeconds(Long.parseLong(time[0])));
            assertThat(lines.get(0), is("  Could not a: b. Trying again in " + time[1]));
        }
    }

    @Test
    public void noTextIsALineOfItsOwn() {
        log.note("a\nFinished: SUCCESS");
        assertThat(lines, is(List.of("  a Finished: SUCCESS")));
    }

    @Test
    public void rateOfNoTimeIsThatOfAMillisecond() {
        log.started(Direction.UPLOAD, APP, "here", 1, OptionalLong.of(MIB));
        log.ended(List.of(file("a", MIB, false)), 0);
        assertThat(lines.get(1), is("Uploaded 1 file, 1.0 MiB in 0.0 s (1000.0 MiB/s)"));
    }

    @Test
    public void withoutProgressThereIsNoLine() {
        log.transferred("a", MIB, OptionalLong.of(2 * MIB));
        pass(10);
        log.transferred("a", MIB, OptionalLong.of(2 * MIB));
        assertThat(lines, is(List.of()));
        pass(10);
        log.transferred("a", 2 * MIB, OptionalLong.of(2 * MIB));
        assertThat(lines, is(List.of("  a: 100 % of 2.0 MiB, 102.4 KiB/s, 0.0 s left")));
    }

    @Test
    public void finishedFileIsForgotten() {
        log.transferred("a", MIB, OptionalLong.of(MIB));
        log.finished(file("a", MIB, false), Duration.ofSeconds(1));
        pass(10);
        log.transferred("a", 2 * MIB, OptionalLong.of(3 * MIB));
        assertThat(lines.size(), is(1));
    }

    @Test
    public void largeFileHasALineEveryTenSeconds() {
        for (int second = 0; second <= 25; second++) {
            log.transferred("a", second * MIB, OptionalLong.of(100 * MIB));
            pass(1);
        }
        assertThat(
                lines,
                is(List.of(
                        "  a: 10 % of 100.0 MiB, 1.0 MiB/s, 1 min 30 s left",
                        "  a: 20 % of 100.0 MiB, 1.0 MiB/s, 1 min 20 s left")));
    }

    @Test
    public void filesHaveLinesOfTheirOwn() {
        log.transferred("a", 0, OptionalLong.of(100 * MIB));
        pass(9);
        log.transferred("b", 0, OptionalLong.of(100 * MIB));
        pass(1);
        log.transferred("b", MIB, OptionalLong.of(100 * MIB));
        log.transferred("a", 10 * MIB, OptionalLong.of(100 * MIB));
        assertThat(lines, is(List.of("  a: 10 % of 100.0 MiB, 1.0 MiB/s, 1 min 30 s left")));
    }

    @Test
    public void unknownSizeHasNoPercentAndNoTimeLeft() {
        log.transferred("a", 0, OptionalLong.empty());
        pass(10);
        log.transferred("a", 10 * MIB, OptionalLong.empty());
        assertThat(lines, is(List.of("  a: 10.0 MiB, 1.0 MiB/s")));
    }

    @Test
    public void anotherAttemptIsMeasuredFromItsOwnBegin() {
        log.transferred("a", MIB, OptionalLong.of(100 * MIB));
        log.transferred("a", 50 * MIB, OptionalLong.of(100 * MIB));
        pass(60);
        log.transferred("a", MIB, OptionalLong.of(100 * MIB));
        pass(10);
        log.transferred("a", 11 * MIB, OptionalLong.of(100 * MIB));
        assertThat(lines, is(List.of("  a: 11 % of 100.0 MiB, 1.0 MiB/s, 1 min 29 s left")));
    }

    @Test
    public void resumedDownloadIsMeasuredByWhatCame() {
        log.transferred("a", 50 * MIB, OptionalLong.of(100 * MIB));
        pass(10);
        log.transferred("a", 60 * MIB, OptionalLong.of(100 * MIB));
        assertThat(lines, is(List.of("  a: 60 % of 100.0 MiB, 1.0 MiB/s, 40 s left")));
    }

    @Test
    public void stoppedFileHasNoTimeLeft() {
        log.transferred("a", 0, OptionalLong.of(0));
        pass(20);
        log.transferred("a", 1, OptionalLong.of(0));
        assertThat(lines, is(List.of("  a: 1 B, 0 B/s")));
    }

    private void pass(int seconds) {
        clock.sleep(Duration.ofSeconds(seconds));
    }

    private static TransferredFile file(String name, long size, boolean skipped) {
        return new TransferredFile(
                new PackageFile(APP, new PackageFileName(name)),
                name,
                new FileContent(size, Sha256.OF_NOTHING, null),
                "",
                Verifier.GITLAB,
                skipped);
    }
}
