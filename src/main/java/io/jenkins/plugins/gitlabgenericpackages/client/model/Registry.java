package io.jenkins.plugins.gitlabgenericpackages.client.model;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.HttpAddress;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import java.io.Serializable;

/**
 * A project's package registry and what opens it.
 *
 * @param gitlabUrl the GitLab or its API
 * @param projectId number or full path of the project, or its address in that GitLab
 */
public record Registry(String gitlabUrl, String projectId, Token token) implements Serializable {
    /** @throws InvalidRequestException if there can be no such project */
    public Registry {
        GitLabUrl.api(gitlabUrl);
        projectId = ProjectId.of(projectId, gitlabUrl);
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
