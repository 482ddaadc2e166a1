package io.jenkins.plugins.gitlabgenericpackages.choosing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class BoundedReadingTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    private final BoundedReading reading = new BoundedReading();
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    public void answerIsHandedOn() throws Exception {
        OfferedVersions answer = OfferedVersions.none("as it is");
        assertThat(reading.of(() -> answer), sameInstance(answer));
    }

    @Test
    public void lateAnswerIsGivenUpWithItsThread() throws Exception {
        Semaphore interrupted = new Semaphore(0);
        reading.setPatience(Duration.ofMillis(1));
        // More than there are threads: each has to come free again.
        for (int i = 0; i < 3 * BoundedReading.AT_A_TIME; i++) {
            reading.setPatience(Duration.ofSeconds(30));
            assertThat(reading.of(() -> OfferedVersions.none("free")).reason(), is("free"));
            reading.setPatience(Duration.ofMillis(1));
            CountDownLatch begun = new CountDownLatch(1);
            OfferedVersions late = reading.of(() -> {
                begun.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    interrupted.release();
                    throw e;
                }
                return OfferedVersions.none("");
            });
            assertThat(late.reason(), is(Messages.BoundedReading_Late(0)));
            if (begun.getCount() == 0) {
                assertTrue(interrupted.tryAcquire(30, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    public void whatIsTooMuchIsRefusedAtOnce() throws Exception {
        int most = BoundedReading.AT_A_TIME + BoundedReading.WAITING;
        ExecutorService pages = Executors.newFixedThreadPool(most + 1);
        CountDownLatch begun = new CountDownLatch(BoundedReading.AT_A_TIME);
        try {
            List<Future<OfferedVersions>> waiting = IntStream.rangeClosed(0, most)
                    .mapToObj(i -> pages.submit(() -> reading.of(() -> {
                        begun.countDown();
                        never.await();
                        return OfferedVersions.none("in the end");
                    })))
                    .toList();
            begun.await();
            // One too many: whichever it is, it does not wait for the others.
            Future<OfferedVersions> refused = waiting.get(0);
            while (!refused.isDone()) {
                refused = waiting.stream().filter(Future::isDone).findAny().orElse(refused);
                Thread.onSpinWait();
            }
            assertThat(refused.get().reason(), is(Messages.BoundedReading_Busy()));
            never.countDown();
            long answered = 0;
            for (Future<OfferedVersions> each : waiting) {
                answered += each.get().reason().equals("in the end") ? 1 : 0;
            }
            assertThat(answered, is((long) most));
        } finally {
            pages.shutdownNow();
        }
    }

    @Test
    public void failureIsTheReason() throws Exception {
        assertThat(
                reading.of(() -> {
                            throw new IOException("no route");
                        })
                        .reason(),
                is("no route"));
    }

    @Test
    public void faultOfOursIsNotShownToReaders() throws Exception {
        String reason = reading.of(() -> {
                    throw new IllegalStateException("inner words");
                })
                .reason();
        assertThat(reason, is(Messages.BoundedReading_Unexpected()));
        assertThat(reason, is(not("inner words")));
    }

    @Test
    public void interruptedReaderGivesUpItsQuestion() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Semaphore interrupted = new Semaphore(0);
        Thread reader = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            try {
                begun.await();
                reader.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        interrupter.start();
        assertThrows(
                InterruptedException.class,
                () -> reading.of(() -> {
                    begun.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.release();
                        throw e;
                    }
                    return OfferedVersions.none("");
                }));
        interrupter.join();
        assertTrue(interrupted.tryAcquire(30, TimeUnit.SECONDS));
    }
}
