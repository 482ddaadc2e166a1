package io.jenkins.plugins.gitlabgenericpackages.standin.releases;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Percent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.json.JSONArray;
import org.json.JSONObject;

/** Releases as the test double tells them, like GitLab's {@code API::Entities::Release}. */
record ReleaseJson(String projectUrl) {
    JSONObject of(StoredRelease release) {
        JSONArray links = new JSONArray();
        release.links().forEach(link -> links.put(of(release, link)));
        JSONArray milestones = new JSONArray();
        release.milestones().forEach(title -> milestones.put(new JSONObject().put("title", title)));
        JSONObject json = new JSONObject()
                .put("tag_name", release.tag())
                .put("name", release.name())
                .put("description", release.description() == null ? JSONObject.NULL : release.description())
                .put("created_at", time(release.createdAt()))
                .put("released_at", time(release.releasedAt()))
                .put("upcoming_release", release.releasedAt().isAfter(Instant.now()))
                .put("assets", new JSONObject().put("count", links.length()).put("links", links))
                .put("_links", new JSONObject().put("self", self(release)));
        // GitLab leaves it out where there is none.
        return milestones.isEmpty() ? json : json.put("milestones", milestones);
    }

    JSONObject of(StoredRelease release, ReleaseLink link) {
        String permanent = self(release) + "/downloads" + link.path();
        return new JSONObject()
                .put("id", link.id())
                .put("name", link.name())
                .put("url", link.url())
                .put("direct_asset_url", link.path().isEmpty() ? link.url() : permanent)
                .put("link_type", link.type());
    }

    /** In milliseconds, however fine the time is that is kept. */
    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private String self(StoredRelease release) {
        return projectUrl + "/-/releases/" + Percent.encode(release.tag());
    }
}
