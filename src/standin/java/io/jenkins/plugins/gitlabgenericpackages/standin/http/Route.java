package io.jenkins.plugins.gitlabgenericpackages.standin.http;

/** The routes of the stand-in registry (a test double), by which faults and recorded requests are selected. */
public enum Route {
    UPLOAD,
    DOWNLOAD,
    /** A download by the file's id. */
    DOWNLOAD_FILE,
    LIST_PACKAGES,
    LIST_FILES,
    DELETE_FILE,
    PROJECT,
    PACKAGE,
    DELETE_PACKAGE,
    VERSION,
    LIST_RELEASES,
    RELEASE,
    CREATE_RELEASE,
    UPDATE_RELEASE,
    /** The links of a release. */
    LIST_LINKS,
    CREATE_LINK,
    UPDATE_LINK,
    DELETE_LINK,
    /** Any request to the object storage's origin. */
    STORAGE,
    /** Anything GitLab's origin has no route for. */
    UNKNOWN
}
