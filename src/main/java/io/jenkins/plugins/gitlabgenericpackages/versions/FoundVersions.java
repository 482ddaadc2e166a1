package io.jenkins.plugins.gitlabgenericpackages.versions;

import hudson.AbortException;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Registry;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionQuery;
import java.io.Serializable;
import java.util.ArrayList;

/** What an agent says of a package. */
record FoundVersions(ArrayList<FoundVersion> versions) implements Serializable {
    /** @throws AbortException if it cannot be the answer */
    ArrayList<GenericPackageVersion> shown(Registry registry, VersionQuery asked) throws AbortException {
        if (versions == null || versions.size() > asked.limit()) {
            throw new AbortException("The agent's answer is refused: it names no versions, or too many");
        }
        ArrayList<GenericPackageVersion> shown = new ArrayList<>();
        // Only in the code they must be of the type.
        for (Object each : versions) {
            if (!(each instanceof FoundVersion found)) {
                throw new AbortException("The agent's answer is refused: a version is missing");
            }
            shown.add(found.shown(registry, asked));
        }
        return shown;
    }
}
