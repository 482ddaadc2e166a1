package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.rights.RegistryAccess;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Visibility;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A project of the stand-in registry (a test double). Immutable.
 *
 * @param movedFrom full paths that it had earlier
 * @param allowlist what job tokens of other projects may do, by the ids of those
 * @param granularOnly whether access tokens have to be fine-grained
 */
public record Project(
        long id,
        String path,
        Visibility visibility,
        Set<String> movedFrom,
        RegistryAccess registry,
        Map<Long, Set<String>> allowlist,
        boolean archived,
        boolean granularOnly) {
    /** The project that a registry has when none is configured. */
    public static final Project DEFAULT = ofPrivate(7, "group/sub/app");

    private static final Set<String> ALL_POLICIES = Set.of("read_packages", "admin_packages");

    public static Project ofPrivate(long id, String path) {
        return of(id, path, Visibility.PRIVATE);
    }

    public static Project ofPublic(long id, String path) {
        return of(id, path, Visibility.PUBLIC);
    }

    public static Project of(long id, String path, Visibility visibility) {
        return new Project(id, path, visibility, Set.of(), RegistryAccess.AS_PROJECT, Map.of(), false, false);
    }

    /** Returns this project, renamed from the given full path: lists asked by that path answer with a redirect. */
    public Project movedFrom(String oldPath) {
        return new Project(id, path, visibility, Set.of(oldPath), registry, allowlist, archived, granularOnly);
    }

    public Project withRegistry(RegistryAccess access) {
        return new Project(id, path, visibility, movedFrom, access, allowlist, archived, granularOnly);
    }

    /** Returns this project, read-only. */
    public Project asArchived() {
        return new Project(id, path, visibility, movedFrom, registry, allowlist, true, granularOnly);
    }

    /** Returns this project, in a group that asks for fine-grained access tokens. */
    public Project forGranularTokensOnly() {
        return new Project(id, path, visibility, movedFrom, registry, allowlist, archived, true);
    }

    /** Returns this project, with another one on its allowlist, whose jobs may do what their users may. */
    public Project allowingJobsOf(long other) {
        return allowingJobsOf(other, ALL_POLICIES);
    }

    /** Returns this project, with another one on its allowlist, whose jobs get those permissions only. */
    public Project allowingJobsOf(long other, Set<String> policies) {
        Map<Long, Set<String>> longer = new HashMap<>(allowlist);
        longer.put(other, policies);
        return new Project(id, path, visibility, movedFrom, registry, longer, archived, granularOnly);
    }

    public boolean isPublic() {
        return visibility == Visibility.PUBLIC;
    }

    /** Whether those who are no members read the packages. */
    boolean opensRegistryTo(boolean signedIn) {
        return switch (registry) {
            case EVERYONE -> true;
            case MEMBERS -> false;
            case AS_PROJECT -> visibility.opensTo(signedIn);
        };
    }

    /** Returns the last part of the path. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether the decoded project part of an address means this project. */
    boolean answersTo(String idOrPath) {
        return idOrPath.equals(Long.toString(id)) || idOrPath.equalsIgnoreCase(path) || movedFrom.contains(idOrPath);
    }
}
