package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.ClientThreads;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class FileDigestTest {
    private static final int BUFFER = 496 * 1024;

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<Thread> before = ClientThreads.alive();
    private Path file;

    @Before
    public void file() {
        file = folder.getRoot().toPath().resolve("f");
    }

    @Test
    public void everyByteCounts() throws Exception {
        Files.writeString(file, "");
        assertThat(FileDigest.read(file, false), is(new FileContent(0, Sha256.OF_NOTHING, null)));
        // More than is read at a time.
        Files.writeString(file, "a".repeat(1_000_000));
        Sha256 sha256 = new Sha256("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
        String md5 = "7707d6ae4e027c70eea2a935c2296f21";
        assertThat(FileDigest.read(file, true), is(new FileContent(1_000_000, sha256, md5)));
        assertThat(FileDigest.read(file, false), is(new FileContent(1_000_000, sha256, null)));
    }

    @Test
    public void anInterruptionEndsIt() throws Exception {
        Files.writeString(file, "a");
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> FileDigest.read(file, false));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    public void isThatOfAllBytesInTheirOrder() throws Exception {
        for (int size : new int[] {0, 1, BUFFER - 1, BUFFER, BUFFER + 1, 20 * BUFFER + 5}) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            for (OptionalLong told : List.of(OptionalLong.empty(), OptionalLong.of(size))) {
                try (FileDigest digest = new FileDigest(told, true)) {
                    for (int at = 0; at < size; ) {
                        byte[] buffer = digest.buffer();
                        int n = Math.min(buffer.length, size - at);
                        System.arraycopy(bytes, at, buffer, 0, n);
                        digest.update(n);
                        at += n;
                    }
                    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                    sha256.update(bytes);
                    MessageDigest md5 = MessageDigest.getInstance("MD5");
                    md5.update(bytes);
                    assertThat(
                            digest.content(),
                            is(new FileContent(
                                    size, Sha256.of(sha256), HexFormat.of().formatHex(md5.digest()))));
                }
            }
        }
    }

    @Test
    public void bufferIsNoLargerThanTheWhole() throws Exception {
        assertThat(new FileDigest(OptionalLong.of(10), false).buffer().length, is(10));
        assertThat(new FileDigest(OptionalLong.of(0), false).buffer().length, is(1));
        assertThat(new FileDigest(OptionalLong.of(1L << 40), false).buffer().length, is(BUFFER));
        assertThat(new FileDigest(OptionalLong.empty(), false).buffer().length, is(BUFFER));
    }

    @Test
    public void bufferIsTheSameUntilItIsHandedOver() throws Exception {
        try (FileDigest digest = new FileDigest(OptionalLong.empty(), false)) {
            assertSame(digest.buffer(), digest.buffer());
        }
    }

    @Test
    public void threeBuffersGoRoundForBothDigests() throws Exception {
        Set<byte[]> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
        try (FileDigest digest = new FileDigest(OptionalLong.empty(), true)) {
            for (int i = 0; i < 50; i++) {
                buffers.add(digest.buffer());
                digest.update(BUFFER);
            }
            digest.content();
        }
        assertTrue(buffers.size() + " buffers", buffers.size() <= 3);
    }

    @Test
    public void md5IsOnlyComputedWhereItIsWanted() throws Exception {
        try (FileDigest digest = new FileDigest(OptionalLong.empty(), false)) {
            digest.buffer();
            digest.update(1);
            assertThat(digest.content().knownMd5(), is(Optional.empty()));
        }
    }

    @Test
    public void whatFitsIntoOneBufferNeedsNoThread() throws Exception {
        try (FileDigest digest = new FileDigest(OptionalLong.of(10), false)) {
            digest.buffer();
            digest.update(10);
            assertThat(started(), is(List.of()));
            digest.content();
            assertThat(started(), is(List.of()));
        }
    }

    @Test
    public void interruptingGivesNoOtherDigest() throws Exception {
        try (FileDigest digest = new FileDigest(OptionalLong.empty(), true)) {
            digest.buffer();
            digest.update(1);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, digest::content);
        }
    }

    @Test
    public void closingEndsItsThreads() throws Exception {
        FileDigest digest = new FileDigest(OptionalLong.empty(), true);
        for (int i = 0; i < 2; i++) {
            digest.buffer();
            digest.update(1);
        }
        List<Thread> threads = started();
        assertThat(threads.size(), is(2));
        digest.close();
        for (Thread thread : threads) {
            assertTrue(thread.isDaemon());
            thread.join();
        }
    }

    private List<Thread> started() {
        return ClientThreads.alive().stream()
                .filter(thread -> !before.contains(thread))
                .toList();
    }
}
