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
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.util.SystemProperties;

/**
 * Queues one build for each version. A version is noted before, and forgotten when its build is seen: what a killed
 * Jenkins lost between the two is found by {@link #recover}.
 */
record VersionBuilds(Job<?, ?> job, PollingFile file, String session, FilledParameter parameter) {
    /** No run of Jenkins has this name. */
    private static final String NOT_QUEUED = "";

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

    /** Returns how many more builds there is room for in the queue. */
    int room() throws IOException {
        return mostQueued() - file.read().started().size();
    }

    /**
     * Keeps what a poll found, and queues the builds.
     *
     * @return what there is to say about it, a line each
     */
    List<String> start(List<NewVersion> versions, PollingMemory polled) throws IOException {
        List<NewVersion> sorted =
                versions.stream().sorted(NewVersion.OLDEST_FIRST).toList();
        boolean noted = file.update(memory -> {
            memory.takeOver(polled);
            sorted.forEach(each -> memory.start(new PollingMemory.Started(each, job.getNextBuildNumber(), session)));
        });
        if (!noted) {
            return List.of();
        }
        List<String> said = new ArrayList<>();
        for (NewVersion each : sorted) {
            said.add(each.getVersion() + " is complete: " + queue(each));
        }
        return said;
    }

    /** Queues again what an earlier run of Jenkins had noted and neither the queue nor a build knows. */
    List<String> recover(List<PollingMemory.Started> started) throws IOException {
        List<String> said = new ArrayList<>();
        for (PollingMemory.Started each : started) {
            if (!each.isOf(session)) {
                recover(each, said);
            }
        }
        return said;
    }

    private void recover(PollingMemory.Started started, List<String> said) throws IOException {
        NewVersion version = started.version();
        Whereabouts whereabouts = find(started);
        file.update(memory -> {
            if (whereabouts == Whereabouts.BUILT) {
                memory.handled(version.getId());
            } else {
                memory.setSession(version.getId(), session);
            }
        });
        // Who took it out of the queue meanwhile does not want it.
        if (whereabouts == Whereabouts.NOWHERE && file.read().isStarted(version.getId())) {
            said.add(version.getVersion() + " is complete, but has no build: " + queue(version));
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

    private String queue(NewVersion version) throws IOException {
        String refused = "Jenkins refuses to queue a build now";
        try {
            // A job that is gone would be built all the same, in a folder of its own.
            if (file.isThere() && schedule(version) != null) {
                return "a build is queued";
            }
        } catch (AbortException e) {
            refused = e.getMessage();
        }
        file.update(memory -> memory.setSession(version.getId(), NOT_QUEUED));
        return refused + ", and the next poll tries again";
    }

    private Queue.Item schedule(NewVersion version) throws AbortException {
        return ParameterizedJobMixIn.scheduleBuild2(
                job,
                -1,
                new CauseAction(new NewVersionCause(version)),
                new NewVersionAction(version),
                parameter.values(version));
    }
}
