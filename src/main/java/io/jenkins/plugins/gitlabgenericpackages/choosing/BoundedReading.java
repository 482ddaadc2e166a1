package io.jenkins.plugins.gitlabgenericpackages.choosing;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.security.ACL;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.security.ImpersonatingExecutorService;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Reads versions for pages: some at a time, each for some seconds at most. However many pages wait for however slow a
 * GitLab, they hold no more threads than these, and each of their requests is answered in time. Thread-safe.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class BoundedReading {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final int AT_A_TIME = 8;
    static final int WAITING = 24;

    private static final Logger LOGGER = Logger.getLogger(BoundedReading.class.getName());

    private final ExecutorService threads;
    private Duration patience = PATIENCE;

    public BoundedReading() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                AT_A_TIME,
                AT_A_TIME,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                new NamingThreadFactory(new DaemonThreadFactory(), "gitlab-package-versions"));
        pool.allowCoreThreadTimeOut(true);
        // As a build looks for its credentials; whose these are is stated there.
        threads = new ImpersonatingExecutorService(pool, ACL.SYSTEM2);
    }

    static BoundedReading get() {
        return ExtensionList.lookupSingleton(BoundedReading.class);
    }

    /** For tests, which wait for nothing. */
    synchronized void setPatience(Duration patience) {
        this.patience = patience;
    }

    private synchronized Duration patience() {
        return patience;
    }

    /** Returns what comes of it, or the reason why nothing came of it in time. */
    OfferedVersions of(Callable<OfferedVersions> question) throws InterruptedException {
        Duration most = patience();
        Future<OfferedVersions> answer;
        try {
            answer = threads.submit(question);
        } catch (RejectedExecutionException e) {
            return OfferedVersions.none(Messages.BoundedReading_Busy());
        }
        try {
            return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return OfferedVersions.none(Messages.BoundedReading_Late(most.toSeconds()));
        } catch (ExecutionException e) {
            return OfferedVersions.none(reason(e.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    private static String reason(Throwable failure) {
        if (failure instanceof IOException || failure instanceof InvalidRequestException) {
            return failure.getMessage();
        }
        LOGGER.log(Level.WARNING, "Cannot read the versions of a package", failure);
        return Messages.BoundedReading_Unexpected();
    }
}
