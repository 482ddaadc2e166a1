package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Right;
import io.jenkins.plugins.gitlabgenericpackages.standin.store.StoredPackage;
import java.time.Instant;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * Packages as the test double tells them to one asker.
 *
 * @param instance the address of the GitLab
 */
record PackageJson(Asker asker, String instance) {
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
