package io.jenkins.plugins.gitlabgenericpackages.polling.builds;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.Action;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells a build which version it is for, and keeps the queue from taking builds for two versions as one. Immutable. */
@Restricted(NoExternalUse.class)
public final class NewVersionAction extends InvisibleAction
        implements EnvironmentContributingAction, Queue.QueueAction {
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
    public void buildEnvironment(@NonNull Run<?, ?> run, @NonNull EnvVars env) {
        env.put("GITLAB_PACKAGE_NAME", version.getPackageName());
        env.put("GITLAB_PACKAGE_VERSION", version.getVersion());
        env.put("GITLAB_PACKAGE_CREATED_AT", version.getCreatedAt());
    }

    @Override
    public boolean shouldSchedule(List<Action> others) {
        return Util.filter(others, NewVersionAction.class).stream().noneMatch(other -> other.isFor(id()));
    }
}
