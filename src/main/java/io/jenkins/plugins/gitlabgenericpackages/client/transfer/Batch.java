package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.files.PartFile.FullDiskException;
import io.jenkins.plugins.gitlabgenericpackages.client.gitlab.GitLabException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.ConnectionException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The files of one upload or download: transfers them in parallel, keeps the order of the results, and fails with every
 * failed files told after all others have finished. Never succeeds with a file missing. What would fail for the other
 * files as well ends it.
 */
final class Batch<T> {
    /** So many files one after another without a connection: then it is not the files. */
    private static final int MOST_IN_A_ROW = 3;

    private static final int MOST_NAMED = 10;

    private final List<T> items;
    private final Session session;
    private final Map<Integer, TransferredFile> done = new ConcurrentSkipListMap<>();
    private final Map<Integer, IOException> failures = new ConcurrentSkipListMap<>();
    private final AtomicInteger inARow = new AtomicInteger();
    private volatile String stop = "";

    /** One item's transfer. */
    interface Transfer<T> {
        TransferredFile run(T item) throws IOException, InterruptedException;
    }

    Batch(List<T> items, Session session) {
        this.items = items;
        this.session = session;
    }

    /** @param first the number of the item that the others wait for, if they do */
    List<TransferredFile> run(Workers workers, Optional<Integer> first, Transfer<T> transfer)
            throws IOException, InterruptedException {
        session.concurrency().of(items.size());
        List<Integer> numbers = IntStream.range(0, items.size()).boxed().collect(Collectors.toList());
        try {
            first.ifPresent(numbers::remove);
            transfer(workers, first.stream().toList(), () -> 1, transfer);
            if (stop.isEmpty()) {
                transfer(workers, numbers, session.concurrency()::current, transfer);
            }
        } finally {
            session.listener().ended(List.copyOf(done.values()), failures.size());
        }
        if (done.size() != items.size()) {
            throw failure();
        }
        return new ArrayList<>(done.values());
    }

    private void transfer(Workers workers, List<Integer> numbers, IntSupplier parallel, Transfer<T> transfer)
            throws IOException, InterruptedException {
        workers.forEach(numbers, parallel, number -> {
            long start = System.nanoTime();
            try {
                TransferredFile file = transfer.run(items.get(number));
                done.put(number, file);
                inARow.set(0);
                // Of what was finished before the transfer broke off, everybody was told then.
                if (session.journal().finished(file.file().name()).orElse(null) != file) {
                    session.journal().finish(file);
                    session.listener().finished(file, Duration.ofNanos(System.nanoTime() - start));
                }
            } catch (IOException e) {
                failures.put(number, e);
                String hopeless = hopeless(e);
                if (!hopeless.isEmpty()) {
                    stop = hopeless;
                }
            }
            return stop.isEmpty();
        });
    }

    /** Returns why no other file needs to be tried; empty if others may fare better. */
    private String hopeless(IOException failure) {
        if (failure instanceof FullDiskException) {
            return "the disk is full";
        }
        Throwable cause = failure.getCause();
        if (cause instanceof GitLabException answer && answer.isTokenUnknown()) {
            // GitLab bans an address after many failed logins.
            return "GitLab does not know the token";
        }
        boolean lost =
                cause instanceof ConnectionException || cause instanceof GitLabException answer && answer.isRetryable();
        return inARow.updateAndGet(before -> lost ? before + 1 : 0) < MOST_IN_A_ROW
                ? ""
                : MOST_IN_A_ROW + " in a row had used up their retries";
    }

    private RegistryException failure() {
        IOException first = failures.values().iterator().next();
        if (items.size() == 1) {
            return new RegistryException(RegistryException.localMessage(first), first);
        }
        StringBuilder message = new StringBuilder(failures.size() + " of " + items.size() + " files failed");
        int left = items.size() - done.size() - failures.size();
        if (left > 0) {
            message.append(", ").append(left).append(" were not tried after that");
            message.append(stop.isEmpty() ? "" : ": " + stop);
        }
        failures.values().stream()
                .limit(MOST_NAMED)
                .forEach(failure -> message.append("\n  ").append(RegistryException.localMessage(failure)));
        if (failures.size() > MOST_NAMED) {
            message.append("\n  and ").append(failures.size() - MOST_NAMED).append(" others");
        }
        return new RegistryException(message.toString(), first);
    }
}
