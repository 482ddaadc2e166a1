package io.jenkins.plugins.gitlabgenericpackages.client.model;

/** What happens to a file whose SHA-256 is not known. */
public enum Verify {
    /** It is transferred, and called not verified. */
    IF_TOLD,
    /** It fails. */
    REQUIRED
}
