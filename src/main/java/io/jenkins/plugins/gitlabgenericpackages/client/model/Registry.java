package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A project's package registry and what opens it.
 *
 * @param gitlabUrl the GitLab or its API
 * @param projectId number or full path of the project
 */
public record Registry(String gitlabUrl, String projectId, Token token) implements Serializable {
    private static final int MOST = 1024;
    private static final Pattern PROJECT =
            Pattern.compile("[0-9]+|[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*(/[\\p{L}\\p{N}_.-]+)+");

    /** @throws InvalidRequestException if there can be no such project */
    public Registry {
        GitLabUrl.api(gitlabUrl);
        projectId = checkedProjectId(projectId);
    }

    /** @throws InvalidRequestException if no project can have that id or path */
    public static String checkedProjectId(String projectId) {
        String id =
                projectId == null ? "" : projectId.strip().replace("%2F", "/").replace("%2f", "/");
        if (id.isEmpty()) {
            throw new InvalidRequestException("projectId is missing: give the number or the full path of the project");
        }
        if (id.length() > MOST || !PROJECT.matcher(id).matches() || id.contains("..")) {
            throw new InvalidRequestException(
                    "projectId '" + id + "' is neither a number nor a full path such as group/subgroup/project");
        }
        return id;
    }

    /** Returns the project's address in the API. */
    public HttpAddress address() {
        HttpAddress api = GitLabUrl.api(gitlabUrl);
        return api.withTarget(api.target() + "/projects/" + PackageFileName.percentEncoded(projectId));
    }

    /** Says for people which project of which GitLab it is. */
    public String where() {
        return projectId + " at " + address().origin();
    }
}
