package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.message;
import static io.jenkins.plugins.gitlabgenericpackages.client.Handoff.one;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.model.IfExists;
import io.jenkins.plugins.gitlabgenericpackages.standin.faults.Fault;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Route;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A file that somebody writes while it is uploaded: an error, and nothing is stored. */
public class ChangingFileTest {
    private static final int SIZE = 3_000_000;

    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    @Rule
    public final Handoff handoff = new Handoff();

    private Path file;

    private interface Change {
        void make() throws IOException;
    }

    @Before
    public void file() throws IOException {
        handoff.write("f", SIZE);
        file = handoff.workspace().resolve("f");
    }

    @Test
    public void growing() throws Exception {
        assertRefusedAfter(() -> setLength(SIZE + 1));
    }

    @Test
    public void shrinking() throws Exception {
        assertRefusedAfter(() -> setLength(SIZE / 2));
    }

    @Test
    public void shrinkingToNothing() throws Exception {
        assertRefusedAfter(() -> setLength(0));
    }

    @Test
    public void touchedAtTheSameSize() throws Exception {
        assertRefusedAfter(() -> Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L)));
    }

    @Test
    public void replacedByAnother() throws Exception {
        assertRefusedAfter(() -> {
            Files.delete(file);
            Files.write(file, Handoff.noise(SIZE));
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
        });
    }

    @Test
    public void deleted() throws Exception {
        changeMidway(() -> Files.delete(file));
        message(() -> handoff.upload(one("f"), IfExists.ADD));
        assertNothingStored();
    }

    @Test
    public void changedBetweenTwoAttempts() throws Exception {
        handoff.fault(Fault.html(503), Route.UPLOAD);
        handoff.events.atRetry(() -> setLength(SIZE - 1));
        assertThat(
                message(() -> handoff.upload(one("f"), IfExists.ADD)), containsString("changed while it was uploaded"));
        assertEquals(1, handoff.requests(Route.UPLOAD));
        assertNothingStored();
    }

    @Test
    public void changedAfterABreak() throws Exception {
        handoff.fault(Fault.dropInBody(1_000_000), Route.UPLOAD);
        handoff.events.atRetry(() -> setLength(SIZE + 1));
        assertThat(
                message(() -> handoff.upload(one("f"), IfExists.ADD)), containsString("changed while it was uploaded"));
        assertNothingStored();
    }

    private void assertRefusedAfter(Change change) throws Exception {
        changeMidway(change);
        assertThat(
                message(() -> handoff.upload(one("f"), IfExists.ADD)),
                containsString(file + " changed while it was uploaded"));
        assertEquals(List.of(), handoff.events.retries());
        assertEquals(1, handoff.requests(Route.UPLOAD));
        assertNothingStored();
    }

    private void assertNothingStored() {
        while (handoff.registry().openConnections() > 0) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(), handoff.stored());
    }

    private void changeMidway(Change change) {
        AtomicBoolean changed = new AtomicBoolean();
        handoff.events.atProgress((name, done) -> {
            if (done > SIZE / 3 && changed.compareAndSet(false, true)) {
                try {
                    change.make();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    private void setLength(long length) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
