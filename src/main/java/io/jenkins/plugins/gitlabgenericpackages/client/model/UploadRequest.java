package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.ArchiveFormat;
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
 * @param archive the name in the package of the one file that all are packed into; null if each is uploaded by itself, see
 *     {@link #archiveFile}
 */
public record UploadRequest(
        GenericPackage target,
        FileSelection files,
        IfExists ifExists,
        boolean hidden,
        PackageFileName checksums,
        PackageFileName archive)
        implements Serializable {

    /** @throws InvalidRequestException if the parameters contradict each other, or the version is {@code latest} */
    public UploadRequest {
        checkVersion(target.version());
        if (archive == null) {
            files.checkForUpload();
        } else {
            files.checkForArchive();
            checkArchive(archive.value());
            files = files.orAll();
        }
        if (hidden && ifExists == IfExists.REPLACE) {
            // It hides the older files with the package, and of a hidden one GitLab deletes none.
            throw new InvalidRequestException(
                    "'ifExists' REPLACE does not go with 'hidden': GitLab deletes no file of a hidden package");
        }
    }

    /** Each file is uploaded by itself. */
    public UploadRequest(
            GenericPackage target, FileSelection files, IfExists ifExists, boolean hidden, PackageFileName checksums) {
        this(target, files, ifExists, hidden, checksums, null);
    }

    /** @throws InvalidRequestException if GitLab would refuse the name, or nothing is packed so */
    public static void checkArchive(String name) {
        PackageFileName.forUpload(name);
        if (ArchiveFormat.of(name).filter(ArchiveFormat::canPack).isEmpty()) {
            throw new InvalidRequestException("'archive'" + InvalidRequestException.quoted(name) + " must end with "
                    + ArchiveFormat.PACKED + ": the end says how the files are packed");
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
     * @param archive the name below the selection's {@code path}, or blank
     * @throws InvalidRequestException if GitLab would refuse the name, or the parameters contradict each other
     */
    public static UploadRequest of(
            GenericPackage target,
            FileSelection files,
            IfExists ifExists,
            boolean hidden,
            String checksums,
            String archive) {
        return new UploadRequest(
                target,
                files,
                ifExists,
                hidden,
                checksums.isBlank() ? null : PackageFileName.forUpload(checksums.strip()),
                archive.isBlank() ? null : PackageFileName.forUpload(files.inPackage(archive.strip())));
    }

    public Optional<PackageFileName> checksumFile() {
        return Optional.ofNullable(checksums);
    }

    public Optional<PackageFileName> archiveFile() {
        return Optional.ofNullable(archive);
    }
}
