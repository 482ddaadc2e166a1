package io.jenkins.plugins.gitlabgenericpackages.client.versions;

/** In which order versions are shown. */
public enum VersionOrder {
    /** The highest semantic version first; what is none comes after them, the newest first. */
    SEMVER,
    /** The one that was created last first. */
    CREATED
}
