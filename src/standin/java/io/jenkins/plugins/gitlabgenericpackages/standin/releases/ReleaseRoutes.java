package io.jenkins.plugins.gitlabgenericpackages.standin.releases;

import io.jenkins.plugins.gitlabgenericpackages.standin.http.Answer;
import io.jenkins.plugins.gitlabgenericpackages.standin.http.Refusal;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * The routes of the test double for releases (GitLab's lib/api/releases.rb and app/services/releases). Who has no right
 * in the project at all is refused before. Thread-safe.
 */
public final class ReleaseRoutes {
    /** In a list GitLab shows a release as the same user has seen it so long ago at most (lib/api/releases.rb). */
    private static final int SHOWN_AGAIN_SECONDS = 300;

    private final Releases releases;
    private final Map<String, Shown> listed = new ConcurrentHashMap<>();

    private record Shown(Instant at, JSONObject release) {}

    public ReleaseRoutes(Releases releases) {
        this.releases = releases;
    }

    public List<JSONObject> list(ReleaseAsker asker) {
        Instant now = Instant.now();
        return releases.all(asker.project()).stream()
                .map(release -> listed.compute(
                                asker.project() + " " + release.tag() + " " + asker.name(),
                                (key, shown) -> shown != null
                                                && shown.at.plusSeconds(SHOWN_AGAIN_SECONDS).isAfter(now)
                                        ? shown
                                        : new Shown(now, new ReleaseJson(asker.projectUrl()).of(release)))
                        .release)
                .toList();
    }

    public Answer show(ReleaseAsker asker, String tag) throws Refusal {
        if (!asker.readsCode() && !asker.role().isAtLeast(Role.REPORTER)) {
            throw refusal(403, "403 Forbidden");
        }
        return Answer.json(200, new ReleaseJson(asker.projectUrl()).of(existing(asker, tag, "404 Not Found")));
    }

    public Answer create(ReleaseAsker asker, JSONObject asked) throws Refusal {
        String tag = required(asked, "tag_name");
        synchronized (releases) {
            if (!releases.mayCreateTag(tag, asker.role())) {
                throw refusal(403, "You are not allowed to create this tag as it is protected.");
            }
            if (releases.release(asker.project(), tag) != null) {
                throw refusal(409, "Release already exists");
            }
            List<String> milestones = milestones(asker, asked);
            if (!releases.hasTag(asker.project(), tag)) {
                createTag(asker.project(), tag, asked.optString("ref"));
            }
            Instant now = Instant.now();
            StoredRelease made = new StoredRelease(
                    tag,
                    asked.optString("name", tag),
                    asked.optString("description", null),
                    now,
                    time(asked, now),
                    milestones,
                    links(asked));
            releases.put(asker.project(), made);
            return Answer.json(201, new ReleaseJson(asker.projectUrl()).of(made));
        }
    }

    private void createTag(long project, String tag, String ref) throws Refusal {
        if (ref.isEmpty()) {
            throw refusal(422, "Ref is not specified");
        }
        if (!ref.equals("main") && !releases.hasTag(project, ref)) {
            throw refusal(400, "Target " + ref + " is invalid");
        }
        releases.tag(project, tag);
    }

    /** The tag is there by now, and stays whatever is wrong with the links. */
    private List<ReleaseLink> links(JSONObject asked) throws Refusal {
        JSONObject assets = asked.optJSONObject("assets", new JSONObject());
        JSONArray given = assets.optJSONArray("links", new JSONArray());
        List<ReleaseLink> links = new ArrayList<>();
        for (int i = 0; i < given.length(); i++) {
            ReleaseLink link = link(given.getJSONObject(i), new ReleaseLink(releases.nextId(), "", "", "", "other"));
            List<String> errors = LinkRules.broken(link, links);
            if (!errors.isEmpty()) {
                String error = errors.get(0);
                throw refusal(400, "Validation failed: Links "
                        + (error.endsWith("taken") ? "have duplicate values (" + link.name() + ")" : error));
            }
            links.add(0, link);
        }
        return links;
    }

    public Answer update(ReleaseAsker asker, String tag, JSONObject asked) throws Refusal {
        if (!releases.hasTag(asker.project(), tag) || releases.release(asker.project(), tag) == null) {
            throw refusal(403, "403 Forbidden");
        }
        checkTag(asker, tag);
        if (asked.isEmpty()) {
            throw refusal(400, "params is empty");
        }
        StoredRelease there = existing(asker, tag, "Release does not exist");
        List<String> milestones = asked.has("milestones") ? milestones(asker, asked) : there.milestones();
        StoredRelease changed = releases.change(asker.project(), tag, old -> old.with(
                        asked.optString("name", old.name()),
                        asked.optString("description", old.description()),
                        time(asked, old.releasedAt()),
                        milestones))
                .orElseThrow();
        return Answer.json(200, new ReleaseJson(asker.projectUrl()).of(changed));
    }

    public List<JSONObject> links(ReleaseAsker asker, String tag) throws Refusal {
        StoredRelease release = existing(asker, tag, "404 Not found");
        ReleaseJson json = new ReleaseJson(asker.projectUrl());
        return release.links().stream().map(link -> json.of(release, link)).toList();
    }

    public Answer createLink(ReleaseAsker asker, String tag, JSONObject asked) throws Refusal {
        required(asked, "name");
        required(asked, "url");
        return putLink(asker, tag, link(asked, new ReleaseLink(releases.nextId(), "", "", "", "other")), 201);
    }

    /** Without a type a link gets the default one, also one that had another. */
    public Answer updateLink(ReleaseAsker asker, String tag, long id, JSONObject asked) throws Refusal {
        ReleaseLink old = existingLink(asker, tag, id);
        if (!asked.has("name") && !asked.has("url")) {
            throw new Refusal(Answer.json(
                    400,
                    new JSONObject().put("error", "name, url are missing, at least one parameter must be provided")));
        }
        return putLink(
                asker, tag, link(asked, new ReleaseLink(old.id(), old.name(), old.url(), old.path(), "other")), 200);
    }

    public Answer deleteLink(ReleaseAsker asker, String tag, long id) throws Refusal {
        ReleaseLink old = existingLink(asker, tag, id);
        checkTag(asker, tag);
        StoredRelease changed = releases.change(asker.project(), tag, release -> release.withLinks(
                        release.links().stream().filter(link -> link.id() != id).toList()))
                .orElseThrow();
        return Answer.json(200, new ReleaseJson(asker.projectUrl()).of(changed, old));
    }

    private Answer putLink(ReleaseAsker asker, String tag, ReleaseLink link, int status) throws Refusal {
        synchronized (releases) {
            StoredRelease release = existing(asker, tag, "404 Not found");
            checkTag(asker, tag);
            List<String> errors = LinkRules.broken(link, release.links());
            if (!errors.isEmpty()) {
                throw new Refusal(Answer.json(400, new JSONObject().put("message", new JSONArray(errors))));
            }
            List<ReleaseLink> links = new ArrayList<>(release.links());
            if (!links.removeIf(there -> there.id() == link.id()) && !LinkRules.isType(link.type())) {
                throw refusal(400, "link_type does not have a valid value");
            }
            links.add(0, link);
            StoredRelease changed = release.withLinks(links);
            releases.put(asker.project(), changed);
            return Answer.json(status, new ReleaseJson(asker.projectUrl()).of(changed, link));
        }
    }

    private static ReleaseLink link(JSONObject asked, ReleaseLink old) {
        return new ReleaseLink(
                old.id(),
                asked.optString("name", old.name()),
                asked.optString("url", old.url()),
                // The older name goes on working.
                asked.optString("direct_asset_path", asked.optString("filepath", old.path())),
                asked.optString("link_type", old.type()));
    }

    /** Whoever may not make the tag may not change its release either. */
    private void checkTag(ReleaseAsker asker, String tag) throws Refusal {
        if (!releases.mayCreateTag(tag, asker.role())) {
            throw refusal(403, "403 Forbidden");
        }
    }

    private StoredRelease existing(ReleaseAsker asker, String tag, String otherwise) throws Refusal {
        StoredRelease release = releases.release(asker.project(), tag);
        if (release == null) {
            throw refusal(404, otherwise);
        }
        return release;
    }

    private ReleaseLink existingLink(ReleaseAsker asker, String tag, long id) throws Refusal {
        for (ReleaseLink link : existing(asker, tag, "404 Not found").links()) {
            if (link.id() == id) {
                return link;
            }
        }
        throw refusal(404, "404 Not found");
    }

    private List<String> milestones(ReleaseAsker asker, JSONObject asked) throws Refusal {
        List<String> titles = asked.optJSONArray("milestones", new JSONArray()).toList().stream()
                .map(String::valueOf)
                .toList();
        List<String> unknown = titles.stream()
                .filter(title -> !releases.hasMilestone(asker.project(), title))
                .toList();
        if (!unknown.isEmpty()) {
            throw refusal(400, "Milestone(s) not found: " + String.join(", ", unknown));
        }
        return titles;
    }

    private static Instant time(JSONObject asked, Instant otherwise) {
        String given = asked.optString("released_at");
        return given.isEmpty() ? otherwise : OffsetDateTime.parse(given).toInstant();
    }

    private static String required(JSONObject asked, String name) throws Refusal {
        if (!asked.has(name)) {
            throw new Refusal(Answer.json(400, new JSONObject().put("error", name + " is missing")));
        }
        return asked.getString(name);
    }

    private static Refusal refusal(int status, String message) {
        return new Refusal(Answer.message(status, message));
    }
}
