package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import io.jenkins.plugins.gitlabgenericpackages.client.versions.PackageSource;
import java.io.Serializable;
import java.util.Optional;

/**
 * What to download from which package.
 *
 * @param source the package and by which rule its version is chosen
 * @param sha256 the digest that a single file must have; null for whatever GitLab has
 * @param checksums the name of the package's checksum file, which is read first; null for none, see {@link #checksumFile}
 * @param recorded the files that are known to be in it, see {@link #recordedFiles}; null for whatever is there
 * @param unpack whether each file is an archive that is unpacked into the folder, and not left there itself
 * @param stripComponents how many folders at the beginning of each name in an archive are left out
 */
public record DownloadRequest(
        PackageSource source,
        FileSelection files,
        Sha256 sha256,
        PackageFileName checksums,
        RecordedFiles recorded,
        boolean unpack,
        int stripComponents)
        implements Serializable {

    public static final int MOST_COMPONENTS = 100;

    /** @throws InvalidRequestException if the parameters contradict each other */
    public DownloadRequest {
        check(files, sha256 != null);
        if (unpack) {
            files.checkForUnpacking();
        }
        checkStripComponents(stripComponents);
        if (stripComponents > 0 && !unpack) {
            throw new InvalidRequestException("'stripComponents' goes with 'unpack'");
        }
    }

    /** Reads the request as people write it, for files that are left as they are. */
    public static DownloadRequest of(PackageSource source, FileSelection files, String sha256, String checksums) {
        return of(source, files, sha256, checksums, false, 0);
    }

    /**
     * Reads the request as people write it.
     *
     * @param sha256 a digest in hexadecimal, or blank
     * @param checksums as above, or blank
     * @throws InvalidRequestException if there can be no such digest or file, or the parameters contradict each other
     */
    public static DownloadRequest of(
            PackageSource source,
            FileSelection files,
            String sha256,
            String checksums,
            boolean unpack,
            int stripComponents) {
        check(files, !sha256.isBlank());
        return new DownloadRequest(
                source,
                files,
                sha256.isBlank() ? null : checkedSha256(sha256),
                checksums.isBlank() ? null : PackageFileName.forDownload(checksums.strip()),
                null,
                unpack,
                stripComponents);
    }

    /** Returns it for files that are known. */
    public DownloadRequest of(RecordedFiles known) {
        return new DownloadRequest(source, files, sha256, checksums, known, unpack, stripComponents);
    }

    private static void check(FileSelection files, boolean pinned) {
        files.checkForDownload();
        if (pinned && !files.isSingle()) {
            throw new InvalidRequestException("'sha256' pins one file: it goes with 'file' or 'fileName'");
        }
    }

    /** @throws InvalidRequestException if it is negative, or more than any name has */
    public static void checkStripComponents(int folders) {
        if (folders < 0 || folders > MOST_COMPONENTS) {
            throw new InvalidRequestException("stripComponents must be from 0 to " + MOST_COMPONENTS);
        }
    }

    /** @throws InvalidRequestException if it is no SHA-256 in hexadecimal */
    public static Sha256 checkedSha256(String sha256) {
        return Sha256.read(sha256.strip())
                .orElseThrow(() -> new InvalidRequestException("'sha256' must be 64 hexadecimal digits"));
    }

    /** Returns the same, with another folder as the target. */
    public DownloadRequest into(String dir) {
        return new DownloadRequest(source, files.in(dir), sha256, checksums, recorded, unpack, stripComponents);
    }

    public Optional<PackageFileName> checksumFile() {
        return Optional.ofNullable(checksums);
    }

    public Optional<RecordedFiles> recordedFiles() {
        return Optional.ofNullable(recorded);
    }
}
