package io.jenkins.plugins.gitlabgenericpackages.standin.releases;

import java.time.Instant;
import java.util.List;

/** A release of the test double; its links newest first, as GitLab lists them. Immutable. */
public record StoredRelease(
        String tag,
        String name,
        String description,
        Instant createdAt,
        Instant releasedAt,
        List<String> milestones,
        List<ReleaseLink> links) {

    StoredRelease with(String newName, String newDescription, Instant newReleasedAt, List<String> newMilestones) {
        return new StoredRelease(tag, newName, newDescription, createdAt, newReleasedAt, newMilestones, links);
    }

    StoredRelease withLinks(List<ReleaseLink> newLinks) {
        return new StoredRelease(tag, name, description, createdAt, releasedAt, milestones, List.copyOf(newLinks));
    }
}
