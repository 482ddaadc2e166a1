package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * A release, as GitLab tells it (lib/api/entities/release.rb).
 *
 * @param url the address of its page; empty if GitLab does not tell
 */
record Release(
        String tagName,
        String name,
        String description,
        Optional<Instant> releasedAt,
        List<String> milestones,
        List<ReleaseLink> links,
        String url) {
    /** Characters of a name or an address. */
    private static final int LONGEST = 8 * 1024;

    /** @param api the address of the API */
    static Release of(JSONObject json, String api) {
        List<String> milestones = new ArrayList<>();
        for (JSONObject milestone : objects(json.optJSONArray("milestones"))) {
            milestones.add(milestone.optString("title"));
        }
        JSONObject assets = json.optJSONObject("assets", new JSONObject());
        return new Release(
                json.optString("tag_name"),
                json.optString("name"),
                json.isNull("description") ? "" : json.optString("description"),
                instant(json.optString("released_at")),
                milestones,
                objects(assets.optJSONArray("links")).stream()
                        .map(link -> linkOf(link, api))
                        .toList(),
                line(json.optJSONObject("_links", new JSONObject()), "self"));
    }

    private static ReleaseLink linkOf(JSONObject json, String api) {
        String url = line(json, "url");
        return new ReleaseLink(
                json.optLong("id"), line(json, "name"), url, line(json, "direct_asset_url"), LinkTarget.of(url, api));
    }

    private static List<JSONObject> objects(JSONArray array) {
        List<JSONObject> objects = new ArrayList<>();
        for (int i = 0; array != null && i < array.length(); i++) {
            objects.add(array.optJSONObject(i, new JSONObject()));
        }
        return objects;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String line(JSONObject json, String key) {
        return PrintableText.line(json.optString(key), LONGEST);
    }
}
