package io.jenkins.plugins.gitlabgenericpackages.polling;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.security.ImpersonatingExecutorService;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Runs the polls of all jobs in a few threads of its own: a GitLab that does not answer holds neither Jenkins' timer nor
 * a poll for ever. One poll of a job at a time; who asks for another one meanwhile gets none. Thread-safe.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class Polls {
    private static final int MOST_AT_A_TIME = 10;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MOST_AT_A_TIME,
            MOST_AT_A_TIME,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            new NamingThreadFactory(
                    new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "GitLab packages polling"));

    private final ExecutorService pool = new ImpersonatingExecutorService(threads, ACL.SYSTEM2);
    /** Jobs and not their names: those change, and another job may have one by then. */
    private final Set<Job<?, ?>> underWay = ConcurrentHashMap.newKeySet();

    private final String session = UUID.randomUUID().toString();
    private final SharedAnswers answers = new SharedAnswers(this::now);
    private volatile InstantSource clock = InstantSource.system();

    public Polls() {
        threads.allowCoreThreadTimeOut(true);
    }

    static Polls get() {
        return ExtensionList.lookupSingleton(Polls.class);
    }

    /** Returns at once, with what ends when the poll does. */
    Future<?> submit(GitLabGenericPackageTrigger trigger, Job<?, ?> job) {
        FutureTask<Void> poll = new FutureTask<>(() -> poll(trigger, job), null);
        if (!underWay.add(job)) {
            poll.cancel(false);
            return poll;
        }
        boolean submitted = false;
        try {
            pool.execute(() -> runFor(LONGEST, poll));
            submitted = true;
        } finally {
            if (!submitted) {
                underWay.remove(job);
            }
        }
        return poll;
    }

    private void poll(GitLabGenericPackageTrigger trigger, Job<?, ?> job) {
        try {
            new Poll(job, trigger, this).run();
        } finally {
            underWay.remove(job);
        }
    }

    /** The task sees to it that a late interruption meets no other one. */
    private static void runFor(Duration longest, FutureTask<Void> poll) {
        Future<?> limit = Timer.get().schedule(() -> poll.cancel(true), longest.toSeconds(), TimeUnit.SECONDS);
        try {
            poll.run();
        } finally {
            limit.cancel(false);
        }
    }

    /** Returns the name of this run of Jenkins. */
    String session() {
        return session;
    }

    SharedAnswers answers() {
        return answers;
    }

    Instant now() {
        return clock.instant();
    }

    /** For tests. */
    void setClock(InstantSource clock) {
        this.clock = clock;
    }

    /** Ends what is under way when Jenkins stops. */
    @Terminator
    public void stop() {
        threads.shutdownNow();
    }
}
