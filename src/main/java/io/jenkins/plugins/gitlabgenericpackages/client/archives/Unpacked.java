package io.jenkins.plugins.gitlabgenericpackages.client.archives;

/**
 * What was unpacked.
 *
 * @param entries how many files, folders and links were made
 * @param bytes how many bytes the files have
 * @param leftOut how many files and links were not made, since all of their names was stripped
 */
public record Unpacked(long entries, long bytes, long leftOut) {}
