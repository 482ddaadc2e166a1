package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.ClientThreads;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
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
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ParallelDigestTest {
    private static final int BUFFER = 496 * 1024;

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    private final List<Thread> before = ClientThreads.alive();

    @Test
    public void isThatOfAllBytesInTheirOrder() throws Exception {
        for (int size : new int[] {0, 1, BUFFER - 1, BUFFER, BUFFER + 1, 20 * BUFFER + 5}) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            for (OptionalLong told : List.of(OptionalLong.empty(), OptionalLong.of(size))) {
                try (ParallelDigest digest = new ParallelDigest(told, true)) {
                    for (int at = 0; at < size; ) {
                        byte[] buffer = digest.buffer();
                        int n = Math.min(buffer.length, size - at);
                        System.arraycopy(bytes, at, buffer, 0, n);
                        digest.update(n);
                        at += n;
                    }
                    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                    sha256.update(bytes);
                    byte[] md5 = MessageDigest.getInstance("MD5").digest(bytes);
                    assertThat(
                            digest.content(),
                            is(new FileContent(size, Sha256.of(sha256), HexFormat.of().formatHex(md5))));
                }
            }
        }
    }

    @Test
    public void bufferIsNoLargerThanTheWhole() throws Exception {
        assertThat(new ParallelDigest(OptionalLong.of(10), false).buffer().length, is(10));
        assertThat(new ParallelDigest(OptionalLong.of(0), false).buffer().length, is(1));
        assertThat(new ParallelDigest(OptionalLong.of(1L << 40), false).buffer().length, is(BUFFER));
        assertThat(new ParallelDigest(OptionalLong.empty(), false).buffer().length, is(BUFFER));
    }

    @Test
    public void bufferIsTheSameUntilItIsHandedOver() throws Exception {
        try (ParallelDigest digest = new ParallelDigest(OptionalLong.empty(), false)) {
            assertSame(digest.buffer(), digest.buffer());
        }
    }

    @Test
    public void threeBuffersGoRoundForBothDigests() throws Exception {
        Set<byte[]> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
        try (ParallelDigest digest = new ParallelDigest(OptionalLong.empty(), true)) {
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
        try (ParallelDigest digest = new ParallelDigest(OptionalLong.empty(), false)) {
            digest.buffer();
            digest.update(1);
            assertThat(digest.content().knownMd5(), is(Optional.empty()));
        }
    }

    @Test
    public void whatFitsIntoOneBufferNeedsNoThread() throws Exception {
        try (ParallelDigest digest = new ParallelDigest(OptionalLong.of(10), false)) {
            digest.buffer();
            digest.update(10);
            assertThat(started(), is(List.of()));
            digest.content();
            assertThat(started(), is(List.of()));
        }
    }

    @Test
    public void interruptingGivesNoOtherDigest() throws Exception {
        try (ParallelDigest digest = new ParallelDigest(OptionalLong.empty(), true)) {
            digest.buffer();
            digest.update(1);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, digest::content);
        }
    }

    @Test
    public void closingEndsItsThreads() throws Exception {
        ParallelDigest digest = new ParallelDigest(OptionalLong.empty(), true);
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
