package io.jenkins.plugins.gitlabgenericpackages.polling;

import hudson.security.ACL;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.security.ImpersonatingExecutorService;
import jenkins.util.Timer;

/**
 * The threads of all polls: most of them for servers that answer in time, and a few for those that were slow the last
 * time, so that these hold up each other and nobody else. Of the others, none has more than half of the threads.
 * Thread-safe.
 */
final class PollingThreads {
    /** Whose poll takes that long is slow. A server that says nothing takes as long. */
    static final Duration SLOW = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_OF_SLOW = Duration.ofMinutes(3);
    private static final int MOST_KNOWN = 1000;
    private static final int QUICK = 8;

    private final InstantSource clock;
    private final ExecutorService quick = threads(QUICK, "GitLab packages polling");
    private final ExecutorService slow = threads(2, "GitLab packages polling, slow servers");
    /** By server. Guarded by this object. */
    private final Map<String, LimitedExecutor> quickOf = new HashMap<>();
    /** Guarded by this object. */
    private final Set<String> slowServers = new LinkedHashSet<>();

    PollingThreads(InstantSource clock) {
        this.clock = clock;
    }

    private static ExecutorService threads(int most, String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most,
                most,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), name));
        threads.allowCoreThreadTimeOut(true);
        return new ImpersonatingExecutorService(threads, ACL.SYSTEM2);
    }

    /**
     * Returns at once; the poll runs as Jenkins itself, when it is its turn.
     *
     * @param server the address of its GitLab, in whichever way it is configured the same
     */
    synchronized void execute(String server, FutureTask<Void> poll) {
        quickOf.values().removeIf(LimitedExecutor::isIdle);
        quickOf.computeIfAbsent(server, unknown -> new LimitedExecutor(quick, QUICK / 2))
                .execute(() -> {
                    // It may have become slow while this poll waited for its turn.
                    if (isSlow(server)) {
                        slow.execute(() -> run(server, poll, LONGEST_OF_SLOW));
                    } else {
                        run(server, poll, LONGEST);
                    }
                });
    }

    /** The task sees to it that a late interruption meets no other one. */
    private void run(String server, FutureTask<Void> poll, Duration longest) {
        Instant begun = clock.instant();
        Future<?> limit = Timer.get().schedule(() -> poll.cancel(true), longest.toSeconds(), TimeUnit.SECONDS);
        try {
            poll.run();
        } finally {
            limit.cancel(false);
            took(server, Duration.between(begun, clock.instant()));
        }
    }

    private synchronized boolean isSlow(String server) {
        return slowServers.contains(server);
    }

    private synchronized void took(String server, Duration time) {
        slowServers.remove(server);
        if (time.compareTo(SLOW) >= 0) {
            slowServers.add(server);
        }
        if (slowServers.size() > MOST_KNOWN) {
            slowServers.remove(slowServers.iterator().next());
        }
    }

    /** Ends what is under way. */
    void stop() {
        quick.shutdownNow();
        slow.shutdownNow();
    }
}
