package io.jenkins.plugins.gitlabgenericpackages.client.files;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.jenkins.plugins.gitlabgenericpackages.client.http.ClientThreads;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class ParallelDigestTest {
    private static final int BUFFER = 256 * 1024;

    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    private final List<Thread> before = ClientThreads.alive();

    @Test
    public void isThatOfAllBytesInTheirOrder() throws Exception {
        for (int size : new int[] {0, 1, BUFFER - 1, BUFFER, BUFFER + 1, 20 * BUFFER + 5}) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            for (OptionalLong told : List.of(OptionalLong.empty(), OptionalLong.of(size))) {
                try (ParallelDigest digest = new ParallelDigest(told)) {
                    for (int at = 0; at < size; ) {
                        byte[] buffer = digest.buffer();
                        int n = Math.min(buffer.length, size - at);
                        System.arraycopy(bytes, at, buffer, 0, n);
                        digest.update(n);
                        at += n;
                    }
                    MessageDigest expected = MessageDigest.getInstance("SHA-256");
                    expected.update(bytes);
                    assertThat(size + " bytes", digest.sha256(), is(Sha256.of(expected)));
                }
            }
        }
    }

    @Test
    public void bufferIsNoLargerThanTheWhole() throws Exception {
        assertThat(new ParallelDigest(OptionalLong.of(10)).buffer().length, is(10));
        assertThat(new ParallelDigest(OptionalLong.of(0)).buffer().length, is(1));
        assertThat(new ParallelDigest(OptionalLong.of(1L << 40)).buffer().length, is(BUFFER));
        assertThat(new ParallelDigest(OptionalLong.empty()).buffer().length, is(BUFFER));
    }

    @Test
    public void bufferIsTheSameUntilItIsHandedOver() throws Exception {
        try (ParallelDigest digest = new ParallelDigest(OptionalLong.empty())) {
            assertSame(digest.buffer(), digest.buffer());
        }
    }

    @Test
    public void fourBuffersGoRound() throws Exception {
        Set<byte[]> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
        try (ParallelDigest digest = new ParallelDigest(OptionalLong.empty())) {
            for (int i = 0; i < 50; i++) {
                buffers.add(digest.buffer());
                digest.update(BUFFER);
            }
            digest.sha256();
        }
        assertTrue(buffers.size() + " buffers", buffers.size() <= 4);
    }

    @Test
    public void whatFitsIntoOneBufferNeedsNoThread() throws Exception {
        try (ParallelDigest digest = new ParallelDigest(OptionalLong.of(10))) {
            digest.buffer();
            digest.update(10);
            assertThat(started(), is(List.of()));
            digest.sha256();
            assertThat(started(), is(List.of()));
        }
    }

    @Test
    public void closingEndsItsThread() throws Exception {
        ParallelDigest digest = new ParallelDigest(OptionalLong.empty());
        for (int i = 0; i < 2; i++) {
            digest.buffer();
            digest.update(1);
        }
        List<Thread> threads = started();
        assertThat(threads.size(), is(1));
        assertTrue(threads.get(0).isDaemon());
        digest.close();
        threads.get(0).join();
    }

    private List<Thread> started() {
        return ClientThreads.alive().stream()
                .filter(thread -> !before.contains(thread))
                .toList();
    }
}
