package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import java.io.Serializable;

/**
 * What to upload into which package.
 *
 * @param hidden when true, the package gets GitLab's status {@code hidden}: found by its address, not in lists
 */
public record UploadRequest(GenericPackage target, FileSelection files, IfExists ifExists, boolean hidden)
        implements Serializable {

    /** @throws InvalidRequestException if the parameters contradict each other */
    public UploadRequest {
        VersionRule.checkForUpload(target.version());
        files.checkForUpload();
    }
}
