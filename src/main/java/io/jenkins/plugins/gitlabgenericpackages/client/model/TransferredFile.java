package io.jenkins.plugins.gitlabgenericpackages.client.model;

import java.io.Serializable;

/**
 * One file that is now at both ends.
 *
 * @param fileName its name in the package, with {@code /} between folders
 * @param path where it is on this side: relative to the base folder, with {@code /}, or absolute outside of it
 * @param size in bytes
 * @param sha256 in hexadecimal
 * @param md5 in hexadecimal if GitLab told it, else empty; only good for recognising a file again
 * @param url the address that downloads it from GitLab
 * @param skipped whether it was not transferred because an identical one was there
 */
public record TransferredFile(
        String fileName,
        String path,
        String packageName,
        String packageVersion,
        long size,
        String sha256,
        String md5,
        String url,
        boolean skipped)
        implements Serializable {

    /** Returns the same with a digest that was found out here. */
    public TransferredFile withMd5(String found) {
        return new TransferredFile(fileName, path, packageName, packageVersion, size, sha256, found, url, skipped);
    }
}
