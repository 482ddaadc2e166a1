package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import java.util.Set;
import org.json.JSONObject;

/** A project of the stand-in registry (a test double); {@code movedFrom} holds full paths it had earlier. Immutable. */
public record Project(long id, String path, boolean isPublic, Set<String> movedFrom) {
    /** The project that a registry has when none is configured. */
    public static final Project DEFAULT = ofPrivate(7, "group/sub/app");

    public Project {
        movedFrom = Set.copyOf(movedFrom);
    }

    public static Project ofPrivate(long id, String path) {
        return new Project(id, path, false, Set.of());
    }

    public static Project ofPublic(long id, String path) {
        return new Project(id, path, true, Set.of());
    }

    /** Returns this project, renamed from the given full path: lists asked by that path answer with a redirect. */
    public Project movedFrom(String oldPath) {
        return new Project(id, path, isPublic, Set.of(oldPath));
    }

    /** @param instance the address of the GitLab that the project is on */
    JSONObject toJson(String instance) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return new JSONObject()
                .put("id", id)
                .put("name", name)
                .put("path", name)
                .put("path_with_namespace", path)
                .put("visibility", isPublic ? "public" : "private")
                .put("packages_enabled", true)
                .put("web_url", instance + "/" + path);
    }

    /** Whether the decoded project part of an address means this project. */
    boolean answersTo(String idOrPath) {
        return idOrPath.equals(Long.toString(id)) || idOrPath.equalsIgnoreCase(path) || movedFrom.contains(idOrPath);
    }
}
