package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;

import io.jenkins.plugins.gitlabgenericpackages.client.Handoff;
import io.jenkins.plugins.gitlabgenericpackages.client.files.PartFile.FullDiskException;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.WaitingClock;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.Journal;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What ends a batch, where files on disk and a registry would be in the way: {@link ManyFilesTest} has the rest. */
public class BatchTest {
    @Rule
    public final Timeout timeout = new Timeout(30, TimeUnit.SECONDS);

    @Test
    public void aFullDiskEndsItAtOnce() {
        List<Integer> items = IntStream.range(0, 100).boxed().toList();
        ConcurrencyLimit concurrency = new ConcurrencyLimit(4, WaitingClock.SYSTEM, TransferListener.NONE);
        Session session =
                new Session(null, null, null, concurrency, TransferListener.NONE, Journal.NONE, Optional.empty());
        AtomicInteger begun = new AtomicInteger();
        try (Workers workers = new Workers(() -> {})) {
            String message = Handoff.message(() -> new Batch<>(items, session).run(workers, Optional.of(0), item -> {
                begun.incrementAndGet();
                throw new FullDiskException(new RegistryException("Failed to write f: no space"));
            }));
            assertThat(
                    message,
                    startsWith("1 of 100 files failed, 99 were not tried after that: the disk is full\n"
                            + "  Failed to write f: no space"));
        }
        assertThat(begun.get(), is(1));
    }
}
