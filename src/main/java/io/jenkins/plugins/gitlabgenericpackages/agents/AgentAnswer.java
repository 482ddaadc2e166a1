package io.jenkins.plugins.gitlabgenericpackages.agents;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.TransferredFile;
import java.io.Serializable;
import java.util.ArrayList;

/**
 * What an agent says when it is done. A failure is not thrown there, since an exception would leave behind the files that
 * did not fail: they are in GitLab, or in the workspace.
 *
 * @param failure what to tell people; null if no file failed
 */
record AgentAnswer(
        ArrayList<TransferredFile> files, @CheckForNull String failure) implements Serializable {}
