package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.RegistryException;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.PackageFileName;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteContent;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemoteFile;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.RemotePackage;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.Sha256;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import org.json.JSONObject;

/**
 * Reads what GitLab tells in JSON. What is missing or makes no sense is not known. Names become printable here, where
 * they enter: nothing behind this can forge a line of a log.
 */
final class ApiJson {
    private static final int MOST_NAME = 1024;

    private ApiJson() {}

    /** @throws RegistryException if a name is longer than any that GitLab takes */
    static RemotePackage packageOf(JSONObject json) throws RegistryException {
        return new RemotePackage(
                json.optLong("id"),
                name(json, "name"),
                name(json, "version"),
                json.optString("status", "default"),
                instant(json, "created_at"),
                webPath(json.optJSONObject("_links")));
    }

    private static String webPath(JSONObject links) throws RegistryException {
        return links == null ? "" : name(links, "web_path");
    }

    /** @throws RegistryException if the name is longer than any that GitLab takes */
    static RemoteFile fileOf(JSONObject json) throws RegistryException {
        return new RemoteFile(
                json.optLong("package_id"),
                json.optLong("id"),
                PackageFileName.listed(name(json, "file_name")),
                contentOf(json),
                instant(json, "created_at"));
    }

    private static RemoteContent contentOf(JSONObject json) {
        long size = json.optLong("size", -1);
        return new RemoteContent(
                size < 0 ? OptionalLong.empty() : OptionalLong.of(size), Sha256.read(json.optString("file_sha256")));
    }

    private static String name(JSONObject json, String key) throws RegistryException {
        String name = json.optString(key);
        if (name.length() > MOST_NAME) {
            throw new RegistryException("GitLab tells a name of " + name.length() + " characters; it takes none of more"
                    + " than " + MOST_NAME);
        }
        return PrintableText.name(name);
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
