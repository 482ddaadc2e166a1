package io.jenkins.plugins.gitlabgenericpackages.versions;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import java.io.Serializable;
import java.util.ArrayList;

/**
 * What an agent says of a package.
 *
 * @param failure what to tell people; null if GitLab was asked
 */
record FoundVersions(
        ArrayList<FoundVersion> versions, @CheckForNull String failure) implements Serializable {
    private static final int LONGEST = 10_000;

    /** @throws AbortException if it failed, or cannot be the answer */
    ArrayList<GenericPackageVersion> shown(Registry registry, VersionQuery asked) throws AbortException {
        if (failure != null) {
            throw new AbortException(PrintableText.line(failure, LONGEST));
        }
        if (versions == null || versions.size() > asked.limit()) {
            throw new AbortException("The agent's answer is refused: it names no versions, or too many");
        }
        ArrayList<GenericPackageVersion> shown = new ArrayList<>();
        for (FoundVersion found : versions) {
            shown.add(found.shown(registry, asked));
        }
        return shown;
    }
}
