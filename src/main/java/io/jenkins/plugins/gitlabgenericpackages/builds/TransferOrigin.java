package io.jenkins.plugins.gitlabgenericpackages.builds;

import io.jenkins.plugins.gitlabgenericpackages.client.model.TransferListener.Direction;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Which way a step's files went, and between which two places.
 *
 * @param gitlabUrl the GitLab as the step or the configuration names it
 * @param projectId number or full path of the project
 * @param agent the name of the agent; empty for the built-in node
 */
@Restricted(NoExternalUse.class)
public record TransferOrigin(Direction direction, String gitlabUrl, String projectId, String agent) {}
