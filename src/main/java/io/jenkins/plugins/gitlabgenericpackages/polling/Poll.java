package io.jenkins.plugins.gitlabgenericpackages.polling;

import hudson.AbortException;
import hudson.model.Job;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One poll of a job: looks, remembers, starts builds, and notes in the polling log what it came to. */
final class Poll implements Runnable {
    private static final Logger LOGGER = Logger.getLogger(Poll.class.getName());

    private final Job<?, ?> job;
    private final GitLabGenericPackageTrigger trigger;
    private final Polls polls;
    private final PollingFile file;
    private final Instant now;
    private final List<String> said = new ArrayList<>();

    Poll(Job<?, ?> job, GitLabGenericPackageTrigger trigger, Polls polls) {
        this.job = job;
        this.trigger = trigger;
        this.polls = polls;
        this.file = new PollingFile(job);
        this.now = polls.now();
    }

    @Override
    public void run() {
        try {
            try {
                poll();
            } catch (RuntimeException | LinkageError e) {
                // Of another plugin, or between two of them.
                LOGGER.log(Level.WARNING, e, () -> "The poll of " + job.getFullName() + " failed");
                said.add("The poll failed, and the log of Jenkins says why: " + e);
            }
            if (!said.isEmpty()) {
                file.ifThere(() -> new PollingLog(job).add(now, said));
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The poll of " + job.getFullName() + " cannot be noted");
        }
    }

    private void poll() throws IOException {
        if (!isWanted()) {
            return;
        }
        try {
            PollingMemory memory = memory();
            if (!job.isBuildable()) {
                said.add(
                        "The job is disabled, or a copy that was not saved yet: GitLab is not asked, and what comes now starts builds later");
                return;
            }
            VersionBuilds builds = new VersionBuilds(job, file, polls.session(), trigger.filledParameter(job));
            said.addAll(trigger.unusedOnes());
            said.addAll(builds.recover(memory.started()));
            if (!memory.isPaused(now)) {
                look(new Look(trigger.watch(job), memory, polls.answers(), now, builds.room()), memory, builds);
            }
        } catch (AbortException | InvalidRequestException e) {
            said.add(e.getMessage());
        }
    }

    /** Returns whether the job still has this trigger: it may have been configured or deleted meanwhile. */
    private boolean isWanted() {
        return file.isThere()
                && GitLabGenericPackageTrigger.of(job)
                        .filter(present -> present == trigger)
                        .isPresent();
    }

    /** @throws AbortException if that may be over with the next poll */
    private PollingMemory memory() throws IOException {
        try {
            file.updateIfThere(kept -> kept.watched(now));
            return file.read();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "What " + job.getFullName() + " remembers of its polls cannot be read");
            if (!PollingFile.isDamage(e)) {
                throw new AbortException("What the polls before remembered cannot be read now, and the log of Jenkins"
                        + " says why: the next poll tries again");
            }
            said.add(
                    "What the polls before remembered cannot be read, and the log of Jenkins says why: it starts anew");
            file.replace(new PollingMemory());
            return file.read();
        }
    }

    private void look(Look look, PollingMemory memory, VersionBuilds builds) throws IOException {
        boolean interrupted = false;
        try {
            look.run();
            Duration took = Duration.between(now, polls.now());
            if (took.compareTo(PollingThreads.SLOW) < 0) {
                memory.succeeded();
            } else {
                String slow = "GitLab took " + took.toSeconds() + " seconds, which counts as a failure";
                failed(look, memory, slow, Duration.ZERO);
            }
        } catch (IOException e) {
            failed(
                    look,
                    memory,
                    e.getMessage(),
                    e instanceof RegistryException refused ? refused.pause() : Duration.ZERO);
        } catch (InterruptedException e) {
            interrupted = true;
            failed(look, memory, "GitLab took longer than a poll may take, or Jenkins stops", Duration.ZERO);
        }
        try {
            if (isWanted()) {
                said.addAll(look.said());
                said.addAll(builds.start(look.complete(), memory));
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void failed(Look look, PollingMemory memory, String why, Duration asked) {
        // A pause that began with the poll would be over when a slow one ends.
        Instant end = polls.now();
        memory.failed(end, asked);
        look.said().add(why);
        if (memory.isPaused(end)) {
            look.said().add("GitLab is not asked again before " + PollingLog.time(memory.pausedUntil()));
        }
    }
}
