package io.jenkins.plugins.gitlabgenericpackages.client.model;

import org.json.JSONObject;

/** A package version that GitLab lists. */
public record RemotePackage(long id, String name, String version, String createdAt) {

    public static RemotePackage fromJson(JSONObject json) {
        return new RemotePackage(
                json.optLong("id"), json.optString("name"), json.optString("version"), json.optString("created_at"));
    }
}
