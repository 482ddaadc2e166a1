package io.jenkins.plugins.gitlabgenericpackages.polling.builds;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.StringParameterValue;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The version that a build is for, as the value of a parameter, with what else its environment says of it. Replay, Restart
 * from Stage and the cells of a multi-configuration project take over the parameters of a build, and no other action of
 * ours; for the Rebuild plugin, see {@link RebuiltVersion}. Immutable.
 */
@Restricted(NoExternalUse.class)
public final class NewVersionParameter extends StringParameterValue {
    private static final long serialVersionUID = 1L;

    static final String VERSION = "GITLAB_PACKAGE_VERSION";

    private final NewVersion newVersion;

    NewVersionParameter(String name, @CheckForNull String description, NewVersion version) {
        super(name, version.getVersion(), description);
        this.newVersion = version;
    }

    @Override
    public void buildEnvironment(@NonNull Run<?, ?> build, @NonNull EnvVars env) {
        super.buildEnvironment(build, env);
        newVersion.contribute(env);
    }

    /** A version that was deleted and made again has the name of the one before. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NewVersionParameter same
                && super.equals(other)
                && newVersion.getId() == same.newVersion.getId();
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
