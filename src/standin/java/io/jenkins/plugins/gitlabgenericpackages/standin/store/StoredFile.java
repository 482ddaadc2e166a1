package io.jenkins.plugins.gitlabgenericpackages.standin.store;

import java.nio.file.Path;
import java.time.Instant;
import org.json.JSONObject;

/**
 * A file of the stand-in registry (a test double). Immutable.
 *
 * @param fileName the stored name, in which folders are encoded: {@code path%2Fto%2Ffile}
 * @param blob where its bytes are
 */
public record StoredFile(
        long id, long packageId, String fileName, long size, String sha256, Instant createdAt, Path blob) {

    /** Returns the file as GitLab tells it, which knows no MD5 and no SHA-1 of it. */
    public JSONObject toJson() {
        return new JSONObject()
                .put("id", id)
                .put("package_id", packageId)
                .put("created_at", createdAt.toString())
                .put("file_name", fileName)
                .put("size", size)
                .put("file_md5", JSONObject.NULL)
                .put("file_sha1", JSONObject.NULL)
                .put("file_sha256", sha256);
    }

    public String etag() {
        return '"' + sha256.substring(0, 32) + '"';
    }
}
