package io.jenkins.plugins.gitlabgenericpackages.client;

import java.util.Locale;
import org.json.JSONObject;

/**
 * A file that GitLab has in a package.
 *
 * @param id 0 when it is known only from its address
 * @param size in bytes; negative when unknown
 * @param sha256 in hexadecimal, lower case; empty when unknown
 */
public record RemoteFile(long packageId, long id, PackageFileName name, long size, String sha256, String createdAt) {

    static RemoteFile fromJson(JSONObject json) {
        String sha256 = json.optString("file_sha256").toLowerCase(Locale.ROOT);
        return new RemoteFile(
                json.optLong("package_id"),
                json.optLong("id"),
                PackageFileName.listed(json.optString("file_name")),
                json.optLong("size", -1),
                sha256.matches("[0-9a-f]{64}") ? sha256 : "",
                json.optString("created_at"));
    }

    boolean hasSha256(String other) {
        return !sha256.isEmpty() && sha256.equals(other);
    }
}
