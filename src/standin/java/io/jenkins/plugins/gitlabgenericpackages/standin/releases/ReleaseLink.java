package io.jenkins.plugins.gitlabgenericpackages.standin.releases;

/**
 * A link of a release of the test double. Immutable.
 *
 * @param path what a permanent link ends with; empty for none
 */
public record ReleaseLink(long id, String name, String url, String path, String type) {}
