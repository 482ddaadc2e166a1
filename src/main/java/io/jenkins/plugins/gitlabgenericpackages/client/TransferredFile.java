package io.jenkins.plugins.gitlabgenericpackages.client;

import java.io.Serializable;

/**
 * One file that is now at both ends.
 *
 * @param fileName its name in the package, with {@code /} between folders
 * @param path where it is on this side: relative to the base folder, with {@code /}, or absolute outside of it
 * @param size in bytes
 * @param sha256 in hexadecimal
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
        String url,
        boolean skipped)
        implements Serializable {}
