package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.sameInstance;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class WorkersTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    private final AtomicInteger disconnects = new AtomicInteger();
    private final Workers workers = new Workers(disconnects::incrementAndGet);
    private final List<Integer> items = IntStream.range(0, 20).boxed().toList();
    private final Set<Integer> done = ConcurrentHashMap.newKeySet();

    @After
    public void close() {
        workers.close();
    }

    @Test
    public void eachItemIsWorkedOnByAsManyAsAsked() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(3);
        workers.forEach(items, () -> 3, item -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            together.countDown();
            together.await();
            now.decrementAndGet();
            return done.add(item);
        });
        assertThat(done, is(Set.copyOf(items)));
        assertThat(most.get(), is(3));
    }

    @Test
    public void moreJoinAndSomeLeaveWhileTheyWork() throws Exception {
        AtomicInteger parallel = new AtomicInteger(1);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger mostAtTheEnd = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(5);
        workers.forEach(items, parallel::get, item -> {
            int working = now.incrementAndGet();
            most.accumulateAndGet(working, Math::max);
            if (item == 0) {
                parallel.set(5);
            } else if (item <= 5) {
                together.countDown();
                together.await();
                parallel.set(1);
            } else if (item >= 10) {
                // By then each of the five has looked once.
                mostAtTheEnd.accumulateAndGet(working, Math::max);
            }
            now.decrementAndGet();
            return done.add(item);
        });
        assertThat(done, is(Set.copyOf(items)));
        assertThat(most.get(), is(5));
        assertThat(mostAtTheEnd.get(), is(1));
    }

    @Test
    public void othersAreNotBegunWhenTheTaskSaysSo() throws Exception {
        workers.forEach(items, () -> 1, item -> done.add(item) && item < 5);
        assertThat(done, is(Set.of(0, 1, 2, 3, 4, 5)));
    }

    @Test
    public void mistakesComeOutAsTheyAre() {
        for (Throwable mistake : List.of(
                new IllegalStateException("mistake"), new AssertionError("error"), new InterruptedException("stop"))) {
            assertThat(
                    assertThrows(
                            mistake.getClass(),
                            () -> new Workers(() -> {}).forEach(items, () -> 2, item -> fail(mistake))),
                    sameInstance(mistake));
            assertThat(
                    assertThrows(mistake.getClass(), () -> workers.await(() -> fail(mistake))), sameInstance(mistake));
        }
        IOException failure = new IOException("disk");
        assertThat(
                assertThrows(
                        IOException.class,
                        () -> workers.await(() -> {
                            throw failure;
                        })),
                sameInstance(failure));
    }

    @Test
    public void theResultIsReturned() throws Exception {
        assertThat(workers.await(() -> Thread.currentThread().getName()), is("gitlab-packages-transfer"));
        assertTrue(workers.await(() -> Thread.currentThread().isDaemon()));
        assertThat(disconnects.get(), is(0));
    }

    @Test
    public void anInterruptionStopsAllAndWaitsForItsEnd() {
        Thread caller = Thread.currentThread();
        assertThrows(
                InterruptedException.class,
                () -> workers.await(() -> {
                    caller.interrupt();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        done.add(disconnectsOnceTold());
                    }
                    return null;
                }));
        assertThat(done, is(Set.of(1)));
    }

    @Test
    public void closingEndsWhatIsRunning() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            try {
                workers.await(() -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        ended.countDown();
                    }
                    return null;
                });
            } catch (IOException | InterruptedException e) {
                // As it should.
            }
        });
        caller.start();
        begun.await();
        workers.close();
        ended.await();
        caller.join();
    }

    private int disconnectsOnceTold() {
        while (disconnects.get() == 0) {
            Thread.onSpinWait();
        }
        return disconnects.get();
    }

    private static Boolean fail(Throwable mistake) throws InterruptedException {
        if (mistake instanceof InterruptedException interruption) {
            throw interruption;
        }
        if (mistake instanceof RuntimeException exception) {
            throw exception;
        }
        throw (Error) mistake;
    }
}
