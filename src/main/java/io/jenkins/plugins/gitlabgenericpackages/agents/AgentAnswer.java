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
 * @param log the last lines of the log, as far as they were not told before; a message of their own would come sooner by
 *     nothing, and keep the answer waiting behind it
 */
record AgentAnswer(
        ArrayList<TransferredFile> files,
        @CheckForNull String failure,
        @CheckForNull String log) implements Serializable {

    AgentAnswer withLog(String lines) {
        return new AgentAnswer(files, failure, lines);
    }
}
