package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assume.assumeNoException;
import static org.junit.Assume.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class LeftoversTest {
    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
    private static final String PART = ".gitlab-00000000-0000-0001-0000-000000000002.part";
    private static final String JOURNAL = ".gitlab-00000000-0000-0001-0000-000000000002.journal";

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void eachHasANameOfItsOwn() {
        assertThat(Leftovers.part(new UUID(1, 2)), is(PART));
        assertThat(Leftovers.journal(new UUID(1, 2)), is(JOURNAL));
    }

    @Test
    public void onlyOldOnesAreDeleted() throws Exception {
        old(PART, Duration.ofDays(8));
        old(JOURNAL, Duration.ofDays(8));
        String young = Leftovers.part(new UUID(1, 3));
        old(young, Duration.ofDays(7));
        sweep(new Leftovers(NOW));
        assertThat(names(), is(List.of(young)));
    }

    @Test
    public void oldFoldersAreDeletedWithAllThatIsInThem() throws Exception {
        String young = Leftovers.part(new UUID(1, 3));
        for (String name : List.of(PART, young)) {
            Files.createDirectories(path(name).resolve("unpacked"));
            Files.createFile(path(name).resolve("unpacked/f"));
        }
        Files.setLastModifiedTime(path(PART), FileTime.from(NOW.minus(Duration.ofDays(8))));
        Files.setLastModifiedTime(path(young), FileTime.from(NOW.minus(Duration.ofDays(7))));
        sweep(new Leftovers(NOW));
        assertThat(names(), is(List.of(young)));
    }

    @Test
    public void filesOfOtherNamesStay() throws Exception {
        List<String> others = List.of(".gitlab-1.part", PART + "x", "x" + PART, PART.replace("part", "txt"));
        for (String other : others) {
            old(other, Duration.ofDays(8));
        }
        sweep(new Leftovers(NOW));
        assertThat(names().size(), is(4));
    }

    @Test
    public void linksStay() throws Exception {
        old("other", Duration.ofDays(8));
        try {
            Files.createSymbolicLink(path(PART), path("other"));
        } catch (UnsupportedOperationException | IOException e) {
            assumeNoException("This system makes no symbolic links", e);
        }
        sweep(new Leftovers(NOW));
        assertThat(names().size(), is(2));
    }

    @Test
    public void aFolderIsSweptOnce() throws Exception {
        Leftovers leftovers = new Leftovers(NOW);
        sweep(leftovers);
        old(PART, Duration.ofDays(8));
        sweep(leftovers);
        assertThat(names(), is(List.of(PART)));
    }

    @Test
    public void aFolderThatIsNotThereIsNoFailure() throws Exception {
        new Leftovers(NOW).sweep(path("missing"));
        old("file", Duration.ZERO);
        new Leftovers(NOW).sweep(path("file"));
    }

    @Test
    public void whatCannotBeDeletedStays() throws Exception {
        old(PART, Duration.ofDays(8));
        File root = folder.getRoot();
        try (RandomAccessFile open = new RandomAccessFile(path(PART).toFile(), "r")) {
            root.setWritable(false);
            sweep(new Leftovers(NOW));
            assumeTrue("This user, on this system, may delete all", Files.exists(path(PART)));
            assertThat(open.length(), is(0L));
        } finally {
            root.setWritable(true);
        }
    }

    @Test
    public void aFolderThatMayNotBeReadIsNoFailure() throws Exception {
        old(PART, Duration.ofDays(8));
        folder.getRoot().setReadable(false);
        try {
            sweep(new Leftovers(NOW));
        } finally {
            folder.getRoot().setReadable(true);
        }
    }

    private void sweep(Leftovers leftovers) {
        leftovers.sweep(folder.getRoot().toPath());
    }

    private void old(String name, Duration age) throws IOException {
        Files.createFile(path(name));
        Files.setLastModifiedTime(path(name), FileTime.from(NOW.minus(age)));
    }

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.getRoot().toPath())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
