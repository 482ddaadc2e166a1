package io.jenkins.plugins.gitlabgenericpackages.standin;

import io.jenkins.plugins.gitlabgenericpackages.standin.downloads.DirectDownloads;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.AcceptedToken;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Access;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Options;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Project;
import io.jenkins.plugins.gitlabgenericpackages.standin.gitlab.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** What a stand-in registry (a test double) has to know before it starts. For one thread. */
public final class RegistryBuilder {
    final Path dir;
    private final List<Project> projects = new ArrayList<>();
    private final List<AcceptedToken> tokens = new ArrayList<>();
    int port;
    String contextPath = "";
    SSLContext tls;
    boolean behindNginx;
    private DirectDownloads directDownloads;

    RegistryBuilder(Path dir) {
        this.dir = dir;
    }

    /** Sets GitLab's port; without it, or with 0, a free one is taken. */
    public RegistryBuilder port(int value) {
        port = value;
        return this;
    }

    /** Sets a path that GitLab lives under, such as {@code /gitlab}. */
    public RegistryBuilder contextPath(String path) {
        contextPath = path;
        return this;
    }

    /** Makes both origins speak TLS. */
    public RegistryBuilder tls(SSLContext context) {
        tls = context;
        return this;
    }

    /** Puts the nginx of a default GitLab in front, which takes the whole of an upload before anything else. */
    public RegistryBuilder behindNginx() {
        behindNginx = true;
        return this;
    }

    /** Redirects direct downloads elsewhere than to the registry's own object storage. */
    public RegistryBuilder directDownloads(DirectDownloads elsewhere) {
        directDownloads = elsewhere;
        return this;
    }

    /** Adds a project, instead of the default one. */
    public RegistryBuilder project(Project project) {
        projects.add(project);
        return this;
    }

    /** Adds a token, instead of the default ones. */
    public RegistryBuilder token(AcceptedToken token) {
        tokens.add(token);
        return this;
    }

    DirectDownloads directDownloadsOr(DirectDownloads own) {
        return directDownloads == null ? own : directDownloads;
    }

    Access access(Options options, Rules rules) {
        return new Access(List.copyOf(projects), List.copyOf(tokens), options, rules);
    }

    public StandInRegistry start() throws IOException {
        if (projects.isEmpty()) {
            projects.add(Project.DEFAULT);
        }
        if (tokens.isEmpty()) {
            tokens.addAll(List.of(AcceptedToken.PRIVATE, AcceptedToken.DEPLOY, AcceptedToken.JOB));
        }
        return new StandInRegistry(this);
    }
}
