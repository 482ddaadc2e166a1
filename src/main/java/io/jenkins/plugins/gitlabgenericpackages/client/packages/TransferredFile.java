package io.jenkins.plugins.gitlabgenericpackages.client.packages;

import java.io.Serializable;

/**
 * One file that is now at both ends.
 *
 * @param path where it is on this side: relative to the base folder, with {@code /}, or absolute outside of it
 * @param url the address that downloads it from GitLab
 * @param verifiedBy who told the digest that the file has at both ends
 * @param skipped whether it was not transferred because an identical one was there
 */
public record TransferredFile(
        PackageFile file, String path, FileContent content, String url, Verifier verifiedBy, boolean skipped)
        implements Serializable {

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
