package io.jenkins.plugins.gitlabgenericpackages.polling.builds;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.console.HyperlinkNote;
import hudson.model.Cause;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.model.TaskListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;

/** Names the version that started a build, and leads to its page in GitLab. Immutable. */
@Restricted(NoExternalUse.class)
public final class NewVersionCause extends Cause {
    private final NewVersion version;

    /** Null in a build of an older version of this plugin. */
    @CheckForNull
    private final String parameter;

    /** @param parameter the one of the build that has the version */
    public NewVersionCause(NewVersion version, String parameter) {
        this.version = version;
        this.parameter = parameter;
    }

    /** Returns whether the build, which may be a repetition, is for this version: its parameter still says so. */
    boolean isOf(Run<?, ?> build) {
        ParametersAction parameters = build.getAction(ParametersAction.class);
        // Jenkins hides those that the job does not define; here only a text that is known already is compared.
        return parameters != null
                && parameters.getAllParameters().stream()
                        .anyMatch(each -> each.getName().equals(parameter)
                                && getPackageVersion().equals(each.getValue()));
    }

    void contribute(EnvVars environment) {
        version.contribute(environment);
    }

    @NonNull
    @Exported(visibility = 3)
    public String getPackageName() {
        return version.getPackageName();
    }

    @NonNull
    @Exported(visibility = 3)
    public String getPackageVersion() {
        return version.getVersion();
    }

    /** Returns the address of the version's page in GitLab; empty if it is not known. */
    @NonNull
    @Exported(visibility = 3)
    public String getPage() {
        return version.getPage();
    }

    @Override
    public String getShortDescription() {
        return Messages.NewVersionCause_ShortDescription(version);
    }

    @Override
    public void print(TaskListener listener) {
        String link = getPage().isEmpty() ? version.toString() : HyperlinkNote.encodeTo(getPage(), version.toString());
        listener.getLogger().println(Messages.NewVersionCause_ShortDescription(link));
    }
}
