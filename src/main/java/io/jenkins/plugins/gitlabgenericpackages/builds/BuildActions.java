package io.jenkins.plugins.gitlabgenericpackages.builds;

import hudson.model.Action;
import hudson.model.Run;
import java.io.IOException;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The actions of a build that steps add to: several of them may do so at a time. */
@Restricted(NoExternalUse.class)
public final class BuildActions {
    private BuildActions() {}

    /** A change of an action. */
    @FunctionalInterface
    public interface Change<A, T> {
        /** Returns what was added. */
        T on(A action) throws IOException;
    }

    /**
     * Changes it, saves the build, and returns what was added.
     *
     * @param first makes it where the build has none of the kind yet
     */
    public static <A extends Action, T> T change(Run<?, ?> run, Class<A> kind, Supplier<A> first, Change<A, T> change)
            throws IOException {
        synchronized (run) {
            A present = run.getAction(kind);
            A action = present == null ? first.get() : present;
            T added = change.on(action);
            if (present == null) {
                run.addAction(action);
            }
            run.save();
            return added;
        }
    }
}
