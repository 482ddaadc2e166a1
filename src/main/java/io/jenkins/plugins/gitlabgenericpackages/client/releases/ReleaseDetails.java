package io.jenkins.plugins.gitlabgenericpackages.client.releases;

import io.jenkins.plugins.gitlabgenericpackages.client.http.message.PrintableText;
import io.jenkins.plugins.gitlabgenericpackages.client.model.FileSelection;
import io.jenkins.plugins.gitlabgenericpackages.client.packages.InvalidRequestException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.json.JSONObject;

/**
 * What a release says of itself. Every text may be empty, but not null: then GitLab chooses for a new release, and that
 * of an old one stays.
 *
 * @param releasedAt a date and time with an offset (ISO 8601)
 * @param milestones titles, comma separated
 */
public record ReleaseDetails(String name, String description, String releasedAt, String milestones)
        implements Serializable {
    private static final int MOST_QUOTED = 100;

    /** @throws InvalidRequestException if the time is none */
    public ReleaseDetails {
        if (!releasedAt.isEmpty()) {
            instant(releasedAt);
        }
    }

    /** @throws InvalidRequestException if the time is none */
    public static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidRequestException("releasedAt '" + PrintableText.line(text, MOST_QUOTED)
                    + "' is no time such as 2026-03-15T08:00:00Z or 2026-03-15T08:00:00+01:00");
        }
    }

    private List<String> titles() {
        return FileSelection.patterns(milestones);
    }

    /** Returns what is given, in the words of GitLab's API. */
    JSONObject json() {
        JSONObject json = new JSONObject();
        put(json, "name", name);
        put(json, "description", description);
        put(json, "released_at", releasedAt);
        return titles().isEmpty() ? json : json.put("milestones", titles());
    }

    /** Returns what is given and otherwise in GitLab. */
    JSONObject changes(Release there) {
        JSONObject json = json();
        if (name.equals(there.name())) {
            json.remove("name");
        }
        if (description.equals(there.description())) {
            json.remove("description");
        }
        // GitLab keeps a finer time, and tells milliseconds.
        if (!releasedAt.isEmpty()
                && there.releasedAt().equals(Optional.of(instant(releasedAt).truncatedTo(ChronoUnit.MILLIS)))) {
            json.remove("released_at");
        }
        if (new HashSet<>(titles()).equals(new HashSet<>(there.milestones()))) {
            json.remove("milestones");
        }
        return json;
    }

    private static void put(JSONObject json, String key, String value) {
        if (!value.isEmpty()) {
            json.put(key, value);
        }
    }
}
