package io.jenkins.plugins.gitlabgenericpackages.standin.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;

/** A package version of the test double with its files, oldest first. Immutable; the store replaces it on change. */
public record StoredPackage(long id, PackageKey key, String status, Instant createdAt, List<StoredFile> files) {
    StoredPackage with(StoredFile file) {
        List<StoredFile> more = new ArrayList<>(files);
        more.add(file);
        return new StoredPackage(id, key, status, createdAt, more);
    }

    StoredPackage without(long fileId) {
        List<StoredFile> fewer =
                files.stream().filter(file -> file.id() != fileId).toList();
        return new StoredPackage(id, key, status, createdAt, fewer);
    }

    StoredPackage withStatus(String changed) {
        return new StoredPackage(id, key, changed, createdAt, files);
    }

    boolean contains(String fileName) {
        return files.stream().anyMatch(file -> file.fileName().equals(fileName));
    }

    public JSONObject toJson(String projectPath) {
        return new JSONObject()
                .put("id", id)
                .put("name", key.name())
                .put("version", key.version())
                .put("package_type", "generic")
                .put("status", status)
                .put("_links", new JSONObject().put("web_path", "/" + projectPath + "/-/packages/" + id))
                .put("created_at", createdAt.toString())
                .put("last_downloaded_at", JSONObject.NULL)
                .put("tags", new JSONArray());
    }
}
