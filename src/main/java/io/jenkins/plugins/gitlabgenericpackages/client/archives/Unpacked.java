package io.jenkins.plugins.gitlabgenericpackages.client.archives;

/**
 * What was unpacked.
 *
 * @param entries how many files, folders and links were made
 * @param bytes how many bytes the files have
 */
public record Unpacked(long entries, long bytes) {}
