package io.jenkins.plugins.gitlabgenericpackages.polling.builds;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.EnvironmentContributor;
import hudson.model.Run;
import hudson.model.TaskListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The environment of a build that the Rebuild plugin made of one for a new version. It takes over the causes, and of each
 * parameter only the name and the text that its form had: where that is another one, the build is not for that version.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class RebuiltVersion extends EnvironmentContributor {
    @Override
    public void buildEnvironmentFor(
            @SuppressWarnings("rawtypes") @NonNull Run build, @NonNull EnvVars env, @NonNull TaskListener listener) {
        for (Object cause : build.getCauses()) {
            if (cause instanceof NewVersionCause version && version.isOf(build)) {
                version.contribute(env);
            }
        }
    }
}
