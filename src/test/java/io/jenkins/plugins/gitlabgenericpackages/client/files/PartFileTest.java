package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.endsWith;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.fail;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.ClientThreads;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class PartFileTest {
    private static final UUID ID = new UUID(1, 2);
    private static final PartFile.Pause NEVER = duration -> fail("nothing is in the way");

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path target;

    @Before
    public void target() {
        target = folder.getRoot().toPath().resolve("f");
    }

    @Test
    public void whatArrivedIsDigestedAndMovedIntoPlace() throws Exception {
        try (PartFile part = alone(target)) {
            append(part, "one, ");
            append(part, "two");
            assertThat(part.length(), is(8L));
            assertThat(part.content(), is(new FileContent(8, sha256("one, two"), null)));
            assertThat(part.content().sha256(), is(sha256("one, two")));
            assertThat(Files.exists(target), is(false));
            part.moveIntoPlace(NEVER);
        }
        assertThat(Files.readString(target), is("one, two"));
        assertThat(names(), is(List.of("f")));
    }

    @Test
    public void whatIsNotMovedIsDeleted() throws Exception {
        try (PartFile part = alone(target)) {
            append(part, "half");
            assertThat(names().get(0), startsWith(".gitlab-"));
        }
        assertThat(names(), is(List.of()));
        new PartFile(Target.replaced(target), ID, () -> false, false).close();
        assertThat(names(), is(List.of()));
    }

    @Test
    public void whatCannotBeDeletedIsNoFailure() throws Exception {
        PartFile part = alone(target);
        Path own = target.resolveSibling(names().get(0));
        Files.delete(own);
        Files.createDirectories(own.resolve("in the way"));
        part.close();
        assertThat(Files.exists(own), is(true));
    }

    @Test
    public void restartForgetsWhatArrived() throws Exception {
        try (PartFile part = alone(target)) {
            append(part, "something else");
            part.restart(OptionalLong.empty());
            assertThat(part.length(), is(0L));
            append(part, "anew");
            part.restart(OptionalLong.of(5));
            append(part, "again");
            assertThat(part.length(), is(5L));
            assertThat(part.content().sha256(), is(sha256("again")));
            part.moveIntoPlace(NEVER);
        }
        assertThat(Files.readString(target), is("again"));
    }

    @Test
    public void anotherGoesOnWithWhatIsKept() throws Exception {
        try (PartFile part = new PartFile(Target.replaced(target), ID, () -> true, false)) {
            append(part, "one, ");
        }
        try (PartFile part = new PartFile(Target.replaced(target), ID, () -> true, false)) {
            assertThat(part.left(), is(5L));
            assertThat(part.length(), is(0L));
            part.takeOver();
            assertThat(part.length(), is(5L));
            append(part, "two");
            assertThat(part.content().sha256(), is(sha256("one, two")));
            part.moveIntoPlace(NEVER);
        }
        assertThat(Files.readString(target), is("one, two"));
    }

    @Test
    public void ofAnotherIdNothingIsThere() throws Exception {
        PartFile kept = new PartFile(Target.replaced(target), ID, () -> true, false);
        append(kept, "one");
        kept.close();
        try (PartFile part = new PartFile(Target.replaced(target), new UUID(1, 3), () -> false, false)) {
            assertThat(part.left(), is(0L));
        }
    }

    @Test
    public void whatCannotBeWrittenIsNamed() throws Exception {
        Path nowhere = target.resolve("missing/g");
        assertThat(
                assertThrows(RegistryException.class, () -> alone(nowhere)).getMessage(),
                startsWith("Failed to write " + nowhere + ": "));
        PartFile closed = alone(target);
        closed.close();
        assertThat(
                assertThrows(RegistryException.class, () -> append(closed, "late"))
                        .getMessage(),
                startsWith("Failed to write " + target + ": "));
    }

    @Test
    public void folderInTheWayIsNamed() throws Exception {
        Files.createDirectory(target);
        try (PartFile part = alone(target)) {
            assertThat(
                    assertThrows(RegistryException.class, () -> part.moveIntoPlace(NEVER))
                            .getMessage(),
                    is("There is a folder at " + target + ": the file cannot take its place"));
        }
        assertThat(names(), is(List.of("f")));
    }

    /** On Windows, a virus scanner may have the file open that is to be replaced. Here the part is away for a while. */
    @Test
    public void whatIsInTheWayForAMomentIsWaitedFor() throws Exception {
        Files.writeString(target, "old");
        Path away = target.resolveSibling("away");
        List<Duration> pauses = new ArrayList<>();
        try (PartFile part = new PartFile(Target.replaced(target), ID, () -> false, false)) {
            append(part, "new");
            Path file = target.resolveSibling(Leftovers.part(ID));
            move(file, away);
            part.moveIntoPlace(pause -> {
                pauses.add(pause);
                if (pauses.size() == 4) {
                    move(away, file);
                }
            });
        }
        assertThat(Files.readString(target), is("new"));
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus), is(Duration.ofSeconds(1)));
    }

    @Test
    public void whatStaysInTheWayIsTold() throws Exception {
        Files.writeString(target, "old");
        List<Duration> pauses = new ArrayList<>();
        try (PartFile part = new PartFile(Target.replaced(target), ID, () -> false, false)) {
            Files.delete(target.resolveSibling(Leftovers.part(ID)));
            String message = assertThrows(RegistryException.class, () -> part.moveIntoPlace(pauses::add))
                    .getMessage();
            assertThat(message, startsWith("Failed to write " + target + ": "));
            assertThat(message, endsWith(". Is the file there read-only, or open in another program?"));
        }
        assertThat(pauses.size(), is(4));
        assertThat(Files.readString(target), is("old"));
    }

    @Test
    public void whatIsOpenOrReadOnlyOnWindowsIsTold() throws Exception {
        assumeTrue(File.separatorChar == '\\');
        Files.writeString(target, "old");
        try (PartFile part = alone(target);
                RandomAccessFile open = new RandomAccessFile(target.toFile(), "rw")) {
            append(part, "new");
            String message = assertThrows(RegistryException.class, () -> part.moveIntoPlace(pause -> {}))
                    .getMessage();
            assertThat(message, endsWith(". Is the file there read-only, or open in another program?"));
            assertThat(message, not(containsString(".part")));
            assertThat(open.length(), is(3L));
        }
        try (PartFile part = alone(target);
                RandomAccessFile open = new RandomAccessFile(target.toFile(), "rw")) {
            append(part, "new");
            part.moveIntoPlace(pause -> close(open));
        }
        assertThat(Files.readString(target), is("new"));
    }

    private static void close(Closeable file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    public void noThreadIsLeft() throws Exception {
        List<Thread> before = ClientThreads.alive();
        try (PartFile part = alone(target)) {
            append(part, "a");
            append(part, "b");
            part.restart(OptionalLong.empty());
            awaitNoneBut(before);
            append(part, "c");
            append(part, "d");
        }
        awaitNoneBut(before);
    }

    private static void awaitNoneBut(List<Thread> before) {
        while (!before.containsAll(ClientThreads.alive())) {
            Thread.onSpinWait();
        }
    }

    private static PartFile alone(Path target) throws IOException {
        return new PartFile(Target.replaced(target), UUID.randomUUID(), () -> false, false);
    }

    private static void append(PartFile part, String text) throws IOException, InterruptedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, part.buffer(), 0, bytes.length);
        part.append(bytes.length);
    }

    private static Sha256 sha256(String text) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return Sha256.of(digest);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.getRoot().toPath())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
