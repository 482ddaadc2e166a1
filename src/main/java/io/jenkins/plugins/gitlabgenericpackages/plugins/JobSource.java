package io.jenkins.plugins.gitlabgenericpackages.plugins;

import hudson.model.Job;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The project in GitLab whose branches, tags and merge requests a multibranch project builds, as GitLab Branch Source
 * has it.
 *
 * @param projectPath the full path
 */
@Restricted(NoExternalUse.class)
public record JobSource(String gitlabUrl, String projectPath) {
    private static final String TYPE = "io.jenkins.plugins.gitlabbranchsource.GitLabSCMSource";

    /** Returns nothing for a job that comes from elsewhere, or from one of several projects. */
    public static Optional<JobSource> of(Job<?, ?> job) {
        List<?> sources = PublicProperty.elements(job.getParent(), "SCMSources").toList();
        if (sources.size() != 1 || !sources.get(0).getClass().getName().equals(TYPE)) {
            return Optional.empty();
        }
        Object source = sources.get(0);
        Optional<String> address =
                PublicProperty.of(source, "serverName", String.class).flatMap(OtherServers::address);
        Optional<String> path = PublicProperty.of(source, "projectPath", String.class);
        return address.flatMap(url -> path.map(project -> new JobSource(url, project)));
    }
}
