package io.jenkins.plugins.gitlabgenericpackages.builds;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.util.List;
import java.util.UUID;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Which way a step's files went, and between which two places.
 *
 * @param id the same for every attempt at one transfer of a Pipeline; null for a build step, which is attempted once
 * @param gitlabUrl the GitLab as the step or the configuration names it
 * @param projectId number or full path of the project
 * @param agent the name of the agent; empty for the built-in node
 * @param packageName the name of the package
 * @param packageVersion the version, or the rule for it, as the step names it
 * @param versionRule the rule that the version was chosen by; empty where the step names the version
 * @param fingerprint whether Jenkins records fingerprints of the files
 */
@Restricted(NoExternalUse.class)
public record TransferOrigin(
        @CheckForNull UUID id,
        Direction direction,
        String gitlabUrl,
        String projectId,
        String agent,
        String packageName,
        String packageVersion,
        String versionRule,
        boolean fingerprint) {

    /** Returns the files as Pipelines and pages see them. */
    public List<GenericPackageFile> shown(List<TransferredFile> files) {
        return files.stream()
                .map(file -> new GenericPackageFile(file, versionRule))
                .toList();
    }
}
