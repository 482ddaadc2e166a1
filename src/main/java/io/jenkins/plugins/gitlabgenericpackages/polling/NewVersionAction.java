package io.jenkins.plugins.gitlabgenericpackages.polling;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.Action;
import hudson.model.EnvironmentContributingAction;
import hudson.model.EnvironmentContributor;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells a build which version it is for, and keeps the queue from taking builds for two versions as one. Immutable. */
@Restricted(NoExternalUse.class)
public final class NewVersionAction extends InvisibleAction
        implements EnvironmentContributingAction, Queue.QueueAction {
    private final NewVersion version;

    NewVersionAction(NewVersion version) {
        this.version = version;
    }

    boolean isFor(long id) {
        return version.getId() == id;
    }

    long id() {
        return version.getId();
    }

    @Override
    public void buildEnvironment(@NonNull Run<?, ?> run, @NonNull EnvVars env) {
        put(env);
    }

    private void put(EnvVars env) {
        env.put("GITLAB_PACKAGE_NAME", version.getPackageName());
        env.put("GITLAB_PACKAGE_VERSION", version.getVersion());
        env.put("GITLAB_PACKAGE_CREATED_AT", version.getCreatedAt());
    }

    @Override
    public boolean shouldSchedule(List<Action> others) {
        return Util.filter(others, NewVersionAction.class).stream().noneMatch(other -> other.isFor(id()));
    }

    /** Tells it to the parts of a build that are builds themselves, as the cells of a multi-configuration project are. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class Parts extends EnvironmentContributor {
        @Override
        public void buildEnvironmentFor(@NonNull Run run, @NonNull EnvVars env, @NonNull TaskListener listener) {
            if (run instanceof AbstractBuild<?, ?> part && part.getRootBuild() != run) {
                part.getRootBuild().getActions(NewVersionAction.class).forEach(version -> version.put(env));
            }
        }
    }
}
