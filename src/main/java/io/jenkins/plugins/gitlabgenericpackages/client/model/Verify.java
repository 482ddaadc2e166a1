package io.jenkins.plugins.gitlabgenericpackages.client.model;

/** What happens to a file that nobody vouches for. */
public enum Verify {
    /** It is transferred, and called not verified. */
    IF_TOLD,
    /** It fails. */
    REQUIRED
}
