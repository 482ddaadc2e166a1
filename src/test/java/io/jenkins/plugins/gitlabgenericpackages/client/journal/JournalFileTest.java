package io.jenkins.plugins.gitlabgenericpackages.client.journal;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class JournalFileTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path path;

    @Before
    public void path() {
        path = folder.getRoot().toPath().resolve("journal");
    }

    @Test
    public void linesOutliveTheOneWhoWroteThem() throws Exception {
        try (JournalFile file = new JournalFile(path)) {
            assertThat(file.lines(), is(List.of()));
            file.append(List.of("one", "two"));
            assertThat(file.lines(), is(List.of("one", "two")));
            file.append(List.of("three"));
        }
        try (JournalFile file = new JournalFile(path)) {
            assertThat(file.lines(), is(List.of("one", "two", "three")));
        }
    }

    @Test
    public void halfALineSpoilsNoOther() throws Exception {
        Files.writeString(path, "\none\ntw");
        try (JournalFile file = new JournalFile(path)) {
            file.append(List.of("three"));
            assertThat(file.lines(), is(List.of("one", "tw", "three")));
        }
    }

    @Test
    public void whoComesSecondWaitsForTheEndOfTheFirst() throws Exception {
        JournalFile first = alone();
        first.append(List.of("one"));
        FutureTask<JournalFile> second = secondThatWaits();
        first.close();
        try (JournalFile file = second.get()) {
            assertThat(file.lines(), is(List.of("one")));
        }
    }

    @Test
    public void whoComesSecondWritesNothingIntoADeletedFile() throws Exception {
        JournalFile first = alone();
        FutureTask<JournalFile> second = secondThatWaits();
        first.delete();
        try (JournalFile file = second.get()) {
            file.append(List.of("two"));
            assertThat(Files.readAllLines(path), is(List.of("", "two")));
        }
    }

    @Test
    public void deletingLeavesNothing() throws Exception {
        JournalFile file = alone();
        file.delete();
        assertThat(Files.exists(path), is(false));
        assertThrows(IOException.class, () -> file.append(List.of("late")));
        JournalFile gone = alone();
        // Windows keeps a file that somebody has open.
        if (File.separatorChar == '/') {
            Files.delete(path);
        }
        gone.delete();
        assertThat(Files.exists(path), is(false));
    }

    @Test
    public void anotherProcessIsWaitedForAsWell() throws Exception {
        OtherProcess other = OtherProcess.with(path);
        FutureTask<JournalFile> second = secondThatWaits();
        other.letGo();
        try (JournalFile file = second.get()) {
            assertThat(file.lines(), is(List.of("begun", "ended")));
        }
    }

    @Test
    public void anotherProcessThatIsKilledIsWaitedForNoLonger() throws Exception {
        OtherProcess other = OtherProcess.with(path);
        FutureTask<JournalFile> second = secondThatWaits();
        other.kill();
        try (JournalFile file = second.get()) {
            assertThat(file.lines(), is(List.of("begun")));
        }
    }

    private JournalFile alone() throws Exception {
        return JournalFile.openAlone(path, () -> fail("Nobody else has it open"));
    }

    private FutureTask<JournalFile> secondThatWaits() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        FutureTask<JournalFile> second = new FutureTask<>(() -> JournalFile.openAlone(path, waiting::countDown));
        new Thread(second, "second").start();
        waiting.await();
        return second;
    }
}
