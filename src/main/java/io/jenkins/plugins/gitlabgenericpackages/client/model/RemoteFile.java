package io.jenkins.plugins.gitlabgenericpackages.client.model;

import java.util.Locale;
import org.json.JSONObject;

/**
 * A file that GitLab has in a package.
 *
 * @param id 0 when it is known only from its address
 * @param size in bytes; negative when unknown
 * @param sha256 in hexadecimal, lower case; empty when unknown
 * @param md5 in hexadecimal, lower case; empty when unknown, as from a GitLab in FIPS mode
 */
public record RemoteFile(
        long packageId, long id, PackageFileName name, long size, String sha256, String md5, String createdAt) {

    public static RemoteFile fromJson(JSONObject json) {
        return new RemoteFile(
                json.optLong("package_id"),
                json.optLong("id"),
                PackageFileName.listed(json.optString("file_name")),
                json.optLong("size", -1),
                digest(json.optString("file_sha256"), 64),
                digest(json.optString("file_md5"), 32),
                json.optString("created_at"));
    }

    private static String digest(String told, int digits) {
        String digest = told.toLowerCase(Locale.ROOT);
        return digest.matches("[0-9a-f]{" + digits + "}") ? digest : "";
    }

    public boolean hasSha256(String other) {
        return !sha256.isEmpty() && sha256.equals(other);
    }
}
