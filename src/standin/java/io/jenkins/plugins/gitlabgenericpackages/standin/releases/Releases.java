package io.jenkins.plugins.gitlabgenericpackages.standin.releases;

import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * The tags, milestones and releases of the test double's projects, in memory only. Each project has a branch
 * {@code main}. Thread-safe.
 */
public final class Releases {
    private final Map<String, StoredRelease> releases = new TreeMap<>();
    private final Set<String> tags = new HashSet<>();
    private final Set<String> milestones = new HashSet<>();
    private final Map<String, Role> protectedTags = new TreeMap<>();
    private final AtomicLong ids = new AtomicLong();

    /** Adds a tag, as a push does. */
    public synchronized Releases tag(long project, String tag) {
        tags.add(key(project, tag));
        return this;
    }

    public synchronized boolean hasTag(long project, String tag) {
        return tags.contains(key(project, tag));
    }

    public synchronized Releases milestone(long project, String title) {
        milestones.add(key(project, title));
        return this;
    }

    /** Lets only whom has the role make tags of that name, in which a star stands for any characters. */
    public synchronized Releases protectTag(String pattern, Role least) {
        protectedTags.put(pattern, least);
        return this;
    }

    /** Returns the release of a tag; null when there is none. */
    public synchronized StoredRelease release(long project, String tag) {
        return releases.get(key(project, tag));
    }

    /** Adds a link, as somebody else does. */
    public synchronized void addLink(long project, String tag, String name, String url) {
        change(project, tag, release -> {
            List<ReleaseLink> links = new ArrayList<>(release.links());
            links.add(0, new ReleaseLink(nextId(), name, url, "", "other"));
            return release.withLinks(links);
        });
    }

    /** Removes a link, as somebody else does. */
    public synchronized void removeLink(long project, String tag, String name) {
        change(project, tag, release -> release.withLinks(release.links().stream()
                .filter(link -> !link.name().equals(name))
                .toList()));
    }

    synchronized boolean hasMilestone(long project, String title) {
        return milestones.contains(key(project, title));
    }

    synchronized boolean mayCreateTag(String tag, Role role) {
        return protectedTags.entrySet().stream()
                .noneMatch(rule -> tag.matches(rule.getKey().replace("*", ".*")) && !role.isAtLeast(rule.getValue()));
    }

    synchronized List<StoredRelease> all(long project) {
        return releases.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(project + " "))
                .map(Map.Entry::getValue)
                .sorted((a, b) -> b.releasedAt().compareTo(a.releasedAt()))
                .toList();
    }

    synchronized void put(long project, StoredRelease release) {
        releases.put(key(project, release.tag()), release);
    }

    synchronized Optional<StoredRelease> change(long project, String tag, UnaryOperator<StoredRelease> to) {
        return Optional.ofNullable(releases.computeIfPresent(key(project, tag), (key, release) -> to.apply(release)));
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    private static String key(long project, String name) {
        return project + " " + name;
    }
}
