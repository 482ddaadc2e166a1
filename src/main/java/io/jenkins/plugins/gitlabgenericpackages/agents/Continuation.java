package io.jenkins.plugins.gitlabgenericpackages.agents;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.gitlabgenericpackages.client.journal.BrokenOff;
import java.io.Serializable;
import java.util.UUID;

/**
 * What makes several attempts one transfer.
 *
 * @param id the same for each of them
 * @param notes the folder on the agent where they note how far they are
 * @param known how far the ones before came, as the controller knows it; null for the first
 */
record Continuation(UUID id, String notes, @CheckForNull BrokenOff known) implements Serializable {}
