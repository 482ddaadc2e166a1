package io.jenkins.plugins.gitlabgenericpackages.polling.builds;

import hudson.Util;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Marks the build that was queued for a version. The queue takes builds for two versions as two. Immutable. */
@Restricted(NoExternalUse.class)
public final class NewVersionAction extends InvisibleAction implements Queue.QueueAction {
    private final NewVersion version;

    public NewVersionAction(NewVersion version) {
        this.version = version;
    }

    public boolean isFor(long id) {
        return version.getId() == id;
    }

    public long id() {
        return version.getId();
    }

    @Override
    public boolean shouldSchedule(List<Action> others) {
        return Util.filter(others, NewVersionAction.class).stream().noneMatch(other -> other.isFor(id()));
    }
}
