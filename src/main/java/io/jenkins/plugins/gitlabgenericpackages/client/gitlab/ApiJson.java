package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.model.Md5;
import io.jenkins.plugins.gitlabgenericpackages.client.model.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.model.Sha256;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import org.json.JSONObject;

/** Reads what GitLab tells in JSON. What is missing or makes no sense is not known; nothing here fails. */
final class ApiJson {
    private ApiJson() {}

    static RemotePackage packageOf(JSONObject json) {
        return new RemotePackage(
                json.optLong("id"), json.optString("name"), json.optString("version"), instant(json, "created_at"));
    }

    static RemoteFile fileOf(JSONObject json) {
        return new RemoteFile(
                json.optLong("package_id"),
                json.optLong("id"),
                PackageFileName.listed(json.optString("file_name")),
                contentOf(json),
                instant(json, "created_at"));
    }

    static RemoteContent contentOf(JSONObject json) {
        long size = json.optLong("size", -1);
        return new RemoteContent(
                size < 0 ? OptionalLong.empty() : OptionalLong.of(size),
                Sha256.read(json.optString("file_sha256")),
                Md5.read(json.optString("file_md5")));
    }

    /** GitLab writes UTC; an offset is read as well. */
    private static Optional<Instant> instant(JSONObject json, String key) {
        try {
            return Optional.of(OffsetDateTime.parse(json.optString(key)).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
