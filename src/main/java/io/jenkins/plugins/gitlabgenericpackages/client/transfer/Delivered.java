package io.jenkins.plugins.gitlabgenericpackages.client.transfer;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.FileContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Verifier;
import java.util.OptionalLong;

/**
 * A file that GitLab has.
 *
 * @param id GitLab's id of it, where it was told
 */
record Delivered(FileContent content, OptionalLong id, Verifier verifiedBy) {}
