package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.io.Serializable;

/**
 * One file that is now at both ends.
 *
 * @param path where it is on this side: relative to the base folder, with {@code /}, or absolute outside of it
 * @param url the address that downloads it from GitLab
 * @param verifiedBy who told the digest that the file has at both ends
 * @param skipped whether it was not transferred because an identical one was there
 * @param besideOlder whether the package had an older file of that name, which it still has
 * @param packageId GitLab's id of the package version; 0 where it was not told
 */
public record TransferredFile(
        PackageFile file,
        String path,
        FileContent content,
        String url,
        Verifier verifiedBy,
        boolean skipped,
        boolean besideOlder,
        long packageId)
        implements Serializable {
    /** A file that is the only one of its name, as far as is known. */
    public TransferredFile(
            PackageFile file, String path, FileContent content, String url, Verifier verifiedBy, boolean skipped) {
        this(file, path, content, url, verifiedBy, skipped, false, 0);
    }

    /** @throws IllegalArgumentException if something is missing; also when one is deserialised */
    public TransferredFile {
        if (file == null || path == null || content == null || url == null || verifiedBy == null) {
            throw new IllegalArgumentException("of a transferred file everything is known");
        }
    }

    /** Returns its name in the package, with {@code /} between folders. */
    public String fileName() {
        return file.name().value();
    }

    public long size() {
        return content.size();
    }

    public String sha256() {
        return content.sha256().hex();
    }
}
