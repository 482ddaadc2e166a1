package io.jenkins.plugins.gitlabgenericpackages.client.model;

/** What an upload does when the package already has a file of that name. */
public enum IfExists {
    /** Does not send it again if the newest file of that name has the same sha256, else adds it. */
    SKIP_IDENTICAL,
    /** Adds it as the newest. GitLab keeps the older ones. */
    ADD,
    /** Adds it, then deletes the older ones. The token needs the right to delete. */
    REPLACE,
    /** Fails, before anything is sent where the token can list the package. */
    FAIL
}
