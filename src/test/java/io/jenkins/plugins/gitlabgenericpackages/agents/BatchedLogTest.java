package io.jenkins.plugins.gitlabgenericpackages.agents;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class BatchedLogTest {
    @Rule
    public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

    private final Messages messages = new Messages();
    private final PrintStream stream = new PrintStream(messages, true, StandardCharsets.UTF_8);

    /** Counts what would be messages to a controller. */
    private static final class Messages extends ByteArrayOutputStream {
        private final CountDownLatch come = new CountDownLatch(1);
        private int count;

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            count++;
            come.countDown();
        }
    }

    @Test
    public void manyLinesAreFewMessagesInTheirOrder() {
        List<String> lines =
                IntStream.range(0, 10_000).mapToObj(i -> "line ü " + i).toList();
        try (BatchedLog log = new BatchedLog(stream)) {
            lines.forEach(log::println);
        }
        assertThat(messages.toString(StandardCharsets.UTF_8).lines().toList(), is(lines));
        assertThat(messages.count, lessThan(1000));
    }

    @Test
    public void aLineIsThereSoon() throws Exception {
        try (BatchedLog log = new BatchedLog(stream)) {
            log.println("here");
            messages.come.await();
            assertThat(messages.toString(StandardCharsets.UTF_8), is("here" + System.lineSeparator()));
        }
    }

    @Test
    public void linesThatSomebodyElseBringsAreNotSent() {
        try (BatchedLog log = new BatchedLog(stream)) {
            log.println("first");
            log.println("second");
            assertThat(log.rest().lines().toList(), is(List.of("first", "second")));
        }
        assertThat(messages.count, is(0));
    }

    @Test
    public void aLateLineIsNotLost() {
        BatchedLog log = new BatchedLog(stream);
        log.println("before");
        log.close();
        log.println("after");
        assertThat(messages.toString(StandardCharsets.UTF_8).lines().toList(), is(List.of("before", "after")));
    }

    @Test
    public void linesOfSeveralThreadsStayWhole() throws Exception {
        List<Thread> threads = new ArrayList<>();
        try (BatchedLog log = new BatchedLog(stream)) {
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> IntStream.range(0, 1000).forEach(n -> log.println("one line")));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        List<String> lines = messages.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.stream().filter("one line"::equals).count(), is(4000L));
        assertThat(lines.size(), is(4000));
    }
}
