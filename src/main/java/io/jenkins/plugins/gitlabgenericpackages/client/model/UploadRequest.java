package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.GenericPackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.VersionRule;
import java.io.Serializable;
import java.util.Optional;

/**
 * What to upload into which package.
 *
 * @param checksums the name of the package's checksum file, which is sent last; null for none, see {@link #checksumFile}
 * @param hidden when true, the package gets GitLab's status {@code hidden}: found by its address, not in lists
 */
public record UploadRequest(
        GenericPackage target, FileSelection files, IfExists ifExists, boolean hidden, PackageFileName checksums)
        implements Serializable {

    /** @throws InvalidRequestException if the parameters contradict each other */
    public UploadRequest {
        VersionRule.checkForUpload(target.version());
        files.checkForUpload();
    }

    /** A request without a checksum file. */
    public UploadRequest(GenericPackage target, FileSelection files, IfExists ifExists, boolean hidden) {
        this(target, files, ifExists, hidden, null);
    }

    /**
     * Returns the same with a checksum file.
     *
     * @param name its name in the package; blank for none
     * @throws InvalidRequestException if GitLab would refuse the name
     */
    public UploadRequest withChecksums(String name) {
        return new UploadRequest(
                target, files, ifExists, hidden, name.isBlank() ? null : PackageFileName.forUpload(name.strip()));
    }

    /** Returns the name of the checksum file. */
    public Optional<PackageFileName> checksumFile() {
        return Optional.ofNullable(checksums);
    }
}
