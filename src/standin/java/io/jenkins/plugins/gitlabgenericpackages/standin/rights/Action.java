package io.jenkins.plugins.gitlabgenericpackages.standin.rights;

/**
 * What a route of the test double does: the right it takes, and what GitLab calls the permission that a fine-grained
 * access token and a job token of another project need for it.
 */
public enum Action {
    LIST(Right.READ, "read_package", "read_packages"),
    DOWNLOAD(Right.READ, "download_generic_package", "read_packages"),
    DOWNLOAD_FILE(Right.READ, "download_package", "read_packages"),
    UPLOAD(Right.WRITE, "upload_generic_package", "admin_packages"),
    DELETE(Right.DELETE, "delete_package", "admin_packages"),
    READ_RELEASE(Right.READ, "read_release", "read_releases"),
    CREATE_RELEASE(Right.WRITE, "create_release", "admin_releases"),
    UPDATE_RELEASE(Right.WRITE, "update_release", "admin_releases"),
    READ_LINK(Right.READ, "read_release_link", "read_releases"),
    CREATE_LINK(Right.WRITE, "create_release_link", "admin_releases"),
    UPDATE_LINK(Right.WRITE, "update_release_link", "admin_releases"),
    DELETE_LINK(Right.WRITE, "delete_release_link", "admin_releases");

    private final Right right;
    private final String permission;
    private final String jobPolicy;

    Action(Right right, String permission, String jobPolicy) {
        this.right = right;
        this.permission = permission;
        this.jobPolicy = jobPolicy;
    }

    public Right right() {
        return right;
    }

    public String permission() {
        return permission;
    }

    public String jobPolicy() {
        return jobPolicy;
    }
}
