package io.jenkins.plugins.gitlabgenericpackages.client.model;

import java.io.Serializable;
import java.util.Locale;

/**
 * What to download from which package.
 *
 * @param source the package; its version may be {@link GenericPackage#LATEST}
 * @param sha256 the digest that a single file must have, in hexadecimal; empty for whatever GitLab has
 */
public record DownloadRequest(GenericPackage source, FileSelection files, String sha256) implements Serializable {

    /** @throws InvalidRequestException if the parameters contradict each other */
    public DownloadRequest {
        sha256 = sha256.strip().toLowerCase(Locale.ROOT);
        files.checkForDownload();
        if (!sha256.isEmpty() && !files.isSingle()) {
            throw new InvalidRequestException("'sha256' pins one file: it goes with 'file'");
        }
        if (!sha256.isEmpty()) {
            checkSha256(sha256);
        }
    }

    /** @throws InvalidRequestException if it is no SHA-256 in hexadecimal */
    public static void checkSha256(String sha256) {
        if (!sha256.matches("[0-9a-fA-F]{64}")) {
            throw new InvalidRequestException("'sha256' must be 64 hexadecimal digits");
        }
    }
}
