package io.jenkins.plugins.gitlabgenericpackages.polling;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;

/** Shows on a job what its polls came to, to those who may read the job, as core does with the log of Poll SCM. */
@Restricted(NoExternalUse.class)
public final class PollingLogAction implements Action, StaplerProxy {
    private final Job<?, ?> job;

    PollingLogAction(Job<?, ?> job) {
        this.job = job;
    }

    @NonNull
    public Job<?, ?> getJob() {
        return job;
    }

    /** Returns the trigger whose polls these are, or null if the job has none any more. */
    @CheckForNull
    public GitLabGenericPackageTrigger getWatched() {
        return GitLabGenericPackageTrigger.of(job).orElse(null);
    }

    @NonNull
    public String getLog() throws IOException {
        return new PollingLog(job).read();
    }

    @Override
    public String getIconFileName() {
        return "symbol-cube";
    }

    @Override
    public String getDisplayName() {
        return Messages.PollingLogAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "gitlab-generic-packages-polling";
    }

    @Override
    public Object getTarget() {
        job.checkPermission(Item.READ);
        return this;
    }
}
