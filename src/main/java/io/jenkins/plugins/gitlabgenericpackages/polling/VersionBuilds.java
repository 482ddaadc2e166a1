package io.jenkins.plugins.gitlabgenericpackages.polling;

import hudson.AbortException;
import hudson.model.Actionable;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.FilledParameter;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersion;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersionAction;
import io.jenkins.plugins.gitlabgenericpackages.polling.builds.NewVersionCause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.util.SystemProperties;

/**
 * Queues one build for each version. A version is noted before, and forgotten when its build is seen: what was refused, or
 * what a killed Jenkins lost between the two, is found by {@link #recover}.
 */
record VersionBuilds(Job<?, ?> job, PollingFile file, String session, FilledParameter parameter) {
    private static final Logger LOGGER = Logger.getLogger(VersionBuilds.class.getName());

    private static final int MOST_QUEUED = 20;

    private enum Whereabouts {
        QUEUED,
        BUILT,
        NOWHERE
    }

    /** Returns how many of a job's builds for new versions are in the queue at most. */
    static int mostQueued() {
        return SystemProperties.getInteger(VersionBuilds.class.getName() + ".mostQueued", MOST_QUEUED);
    }

    /** Returns how many more builds there is room for in the queue: what is not queued takes none. */
    int room() throws IOException {
        return mostQueued()
                - (int) file.read().started().stream()
                        .filter(PollingMemory.Started::isQueued)
                        .count();
    }

    /**
     * Keeps what a poll found, and queues the builds.
     *
     * @return what there is to say about it, a line each
     */
    List<String> start(List<NewVersion> versions, PollingMemory polled) throws IOException {
        List<NewVersion> sorted =
                versions.stream().sorted(NewVersion.OLDEST_FIRST).toList();
        List<String> said = new ArrayList<>();
        boolean noted = file.update(memory -> {
            memory.takeOver(polled);
            sorted.forEach(each -> memory.start(
                            new PollingMemory.Started(each, job.getNextBuildNumber(), PollingMemory.Started.NOT_QUEUED))
                    .ifPresent(dropped -> said.add(dropped.version().getVersion()
                            + " gets no build: too many newer ones cannot be queued either")));
        });
        if (noted) {
            Set<Long> queued = new HashSet<>();
            sorted.forEach(each -> said.add(each.getVersion() + " is complete: " + queue(each, queued)));
            note(Set.of(), queued);
        }
        return said;
    }

    /** Queues what was noted and neither the queue nor a build knows: it was refused, or an earlier Jenkins lost it. */
    List<String> recover(List<PollingMemory.Started> started) throws IOException {
        List<String> said = new ArrayList<>();
        Set<Long> built = new HashSet<>();
        Set<Long> queued = new HashSet<>();
        int room = room();
        for (PollingMemory.Started each :
                started.stream().filter(each -> !each.isOf(session)).toList()) {
            NewVersion version = each.version();
            Whereabouts whereabouts = find(each);
            if (whereabouts == Whereabouts.BUILT) {
                built.add(version.getId());
            } else if (whereabouts == Whereabouts.QUEUED) {
                queued.add(version.getId());
                // Who took it out of the queue meanwhile does not want it.
            } else if (file.read().isStarted(version.getId())) {
                boolean fits = each.isQueued() || queued.size() < room;
                said.add(version.getVersion() + " is complete, but has no build: "
                        + (fits ? queue(version, queued) : "there is no room in the queue now"));
            }
        }
        note(built, queued);
        return said;
    }

    /** A version is of this session only when its build is queued: whatever went wrong before, the next poll tries again. */
    private void note(Set<Long> built, Set<Long> queued) throws IOException {
        if (!built.isEmpty() || !queued.isEmpty()) {
            file.update(memory -> {
                built.forEach(memory::handled);
                queued.forEach(id -> memory.setSession(id, session));
            });
        }
    }

    /**
     * Needs no lock of the queue, in this order: what leaves the queue is among those that left it before it is missing
     * there, and has a build minutes before it is missing among those.
     */
    private Whereabouts find(PollingMemory.Started started) {
        long id = started.version().getId();
        Queue queue = Jenkins.get().getQueue();
        if (queue.getItems((Queue.Task) job).stream().anyMatch(item -> isFor(id, item))) {
            return Whereabouts.QUEUED;
        }
        if (queue.getLeftItems().stream().anyMatch(item -> item.task == job && isFor(id, item))) {
            return Whereabouts.BUILT;
        }
        for (Run<?, ?> build = job.getLastBuild();
                build != null && build.getNumber() >= started.firstBuild();
                build = build.getPreviousBuild()) {
            if (isFor(id, build)) {
                return Whereabouts.BUILT;
            }
        }
        return Whereabouts.NOWHERE;
    }

    private static boolean isFor(long id, Actionable marked) {
        return marked.getActions(NewVersionAction.class).stream().anyMatch(action -> action.isFor(id));
    }

    /** Says what became of it. */
    private String queue(NewVersion version, Set<Long> queued) {
        String refused = "Jenkins refuses to queue a build now";
        try {
            // A job that is gone would be built all the same, in a folder of its own.
            if (file.isThere() && schedule(version) != null) {
                queued.add(version.getId());
                return "a build is queued";
            }
        } catch (AbortException e) {
            refused = e.getMessage();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.WARNING, e, () -> "No build of " + job.getFullName() + " can be queued for " + version);
            refused = "the log of Jenkins says why no build could be queued";
        }
        return refused + ", and the next poll tries again";
    }

    private Queue.Item schedule(NewVersion version) throws AbortException {
        return ParameterizedJobMixIn.scheduleBuild2(
                job,
                -1,
                new CauseAction(new NewVersionCause(version, parameter.name())),
                new NewVersionAction(version),
                parameter.values(version));
    }
}
