package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Right;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredPackage;
import java.time.Instant;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * Packages and projects as the test double tells them to one asker, like GitLab's {@code API::Entities}.
 *
 * @param instance the address of the GitLab
 */
record Entities(Asker asker, String instance) {
    /** Returns a package as a list shows it; it tells no pipeline, since there never is one. */
    JSONObject listed(StoredPackage shown) {
        return new JSONObject()
                .put("id", shown.id())
                .put("name", shown.key().name())
                .put("version", shown.key().version())
                .put("package_type", "generic")
                .put("status", shown.status())
                .put("_links", links(shown))
                .put("created_at", shown.createdAt().toString())
                .put("last_downloaded_at", orNull(shown.downloadedAt()))
                .put("creator_id", shown.creator() == null ? JSONObject.NULL : shown.creator())
                .put("tags", new JSONArray());
    }

    /** Returns a package as it is shown alone, with the other versions of its name. */
    JSONObject alone(StoredPackage shown, List<StoredPackage> others) {
        JSONArray versions = new JSONArray();
        for (StoredPackage other : others) {
            versions.put(new JSONObject()
                    .put("id", other.id())
                    .put("version", other.key().version())
                    .put("created_at", other.createdAt().toString())
                    .put("tags", new JSONArray()));
        }
        return listed(shown).put("versions", versions);
    }

    JSONObject project() {
        Project project = asker.project();
        JSONObject access = new JSONObject().put("access_level", asker.role().level());
        return new JSONObject()
                .put("id", project.id())
                .put("name", project.name())
                .put("path", project.name())
                .put("path_with_namespace", project.path())
                .put("visibility", project.visibility().word())
                .put("archived", project.archived())
                .put("packages_enabled", true)
                .put(
                        "permissions",
                        new JSONObject()
                                .put("project_access", asker.role().isMember() ? access : JSONObject.NULL)
                                .put("group_access", JSONObject.NULL))
                .put("web_url", instance + "/" + project.path());
    }

    private JSONObject links(StoredPackage shown) {
        Project project = asker.project();
        JSONObject links = new JSONObject().put("web_path", "/" + project.path() + "/-/packages/" + shown.id());
        return asker.may(Right.DELETE)
                ? links.put(
                        "delete_api_path",
                        instance + "/api/v4/projects/" + project.id() + "/packages/" + shown.id())
                : links;
    }

    private static Object orNull(Instant time) {
        return time == null ? JSONObject.NULL : time.toString();
    }
}
