package io.jenkins.plugins.gitlabgenericpackages.polling;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Job;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Runs the polls of all jobs in a few threads of its own: a GitLab that does not answer holds neither Jenkins' timer nor
 * a poll for ever, nor the polls of other servers. One poll of a job at a time; who asks for another one meanwhile gets
 * none. Thread-safe.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class Polls {
    private final PollingThreads threads = new PollingThreads(this::now);
    /** Jobs and not their names: those change, and another job may have one by then. */
    private final Set<Job<?, ?>> underWay = ConcurrentHashMap.newKeySet();

    private final String session = UUID.randomUUID().toString();
    private final SharedAnswers answers = new SharedAnswers(this::now);
    private volatile InstantSource clock = InstantSource.system();

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
            threads.execute(trigger.server(), poll);
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
        threads.stop();
    }
}
