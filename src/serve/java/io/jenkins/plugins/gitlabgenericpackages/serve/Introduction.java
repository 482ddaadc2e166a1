package io.jenkins.plugins.gitlabgenericpackages.serve;

import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import java.net.URI;
import java.util.List;

/** What the program says when it has started: where the registry is, what it knows, what to try. */
record Introduction(URI url, List<Project> projects, String token) {
    String text() {
        Project first = projects.get(0);
        StringBuilder text = new StringBuilder();
        text.append("Stand-in for GitLab's package registry (a test double) at ")
                .append(url)
                .append('\n');
        for (Project project : projects) {
            text.append("  project ").append(project.id()).append(" = ").append(project.path());
            text.append(project.isPublic() ? " (public)\n" : " (private)\n");
        }
        text.append("  tokens: ").append(token).append(" (access token), ");
        text.append(AcceptedToken.DEPLOY.value()).append(" (deploy token), ");
        text.append(AcceptedToken.JOB.value()).append(" (job token)\n");
        text.append("Try:\n");
        text.append("  GITLAB_TOKEN=")
                .append(token)
                .append(" gitlab-generic-packages upload --gitlab-url=")
                .append(url);
        text.append(" --project-id=").append(first.path());
        text.append(" --package-name=app --package-version=1.0 --file=app.zip\n");
        text.append("  curl --header 'PRIVATE-TOKEN: ")
                .append(token)
                .append("' --upload-file app.zip ")
                .append(url);
        text.append("/api/v4/projects/").append(first.id()).append("/packages/generic/app/1.0/app.zip\n");
        text.append("Ctrl-C ends it.");
        return text.toString();
    }
}
