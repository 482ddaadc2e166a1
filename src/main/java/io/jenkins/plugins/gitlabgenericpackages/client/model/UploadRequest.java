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

    /** @throws InvalidRequestException if the parameters contradict each other, or the version is {@code latest} */
    public UploadRequest {
        checkVersion(target.version());
        files.checkForUpload();
        if (hidden && ifExists == IfExists.REPLACE) {
            // It hides the older files with the package, and of a hidden one GitLab deletes none.
            throw new InvalidRequestException(
                    "'ifExists' REPLACE does not go with 'hidden': GitLab deletes no file of a hidden package");
        }
    }

    /**
     * GitLab would take {@code latest}, and downloads by that rule would find no other version any more.
     *
     * @throws InvalidRequestException if GitLab would refuse the version, or it is that rule
     */
    public static void checkVersion(String version) {
        GenericPackage.checkVersion(version);
        if (new VersionRule(version).isLatest()) {
            throw new InvalidRequestException("packageVersion" + InvalidRequestException.quoted(version)
                    + " is the rule by which a download takes the newest version: give an upload a version of its own,"
                    + " such as one with the number of the build");
        }
    }

    /**
     * Reads the request as people write it.
     *
     * @param checksums as above, or blank
     * @throws InvalidRequestException if GitLab would refuse the name, or the parameters contradict each other
     */
    public static UploadRequest of(
            GenericPackage target, FileSelection files, IfExists ifExists, boolean hidden, String checksums) {
        PackageFileName name = checksums.isBlank() ? null : PackageFileName.forUpload(checksums.strip());
        return new UploadRequest(target, files, ifExists, hidden, name);
    }

    public Optional<PackageFileName> checksumFile() {
        return Optional.ofNullable(checksums);
    }
}
