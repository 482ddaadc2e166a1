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
 * @param log the last lines of the log. A message of their own would arrive no sooner, and make the answer wait: an agent's
 *     WebSocket sends the second of two small messages when the first is acknowledged, which takes up to 40 ms
 */
record AgentAnswer(
        ArrayList<TransferredFile> files,
        @CheckForNull String failure,
        @CheckForNull String log) implements Serializable {

    AgentAnswer withLog(String lines) {
        return new AgentAnswer(files, failure, lines);
    }
}
