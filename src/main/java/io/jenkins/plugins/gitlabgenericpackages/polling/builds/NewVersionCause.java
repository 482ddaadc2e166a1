package io.jenkins.plugins.gitlabgenericpackages.polling.builds;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.console.HyperlinkNote;
import hudson.model.Cause;
import hudson.model.TaskListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;

/** Names the version that started a build, and leads to its page in GitLab. Immutable. */
@Restricted(NoExternalUse.class)
public final class NewVersionCause extends Cause {
    private final NewVersion version;

    public NewVersionCause(NewVersion version) {
        this.version = version;
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
