package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Right;
import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;
import java.util.Set;

/**
 * A token that the stand-in registry (a test double) knows. Immutable.
 *
 * @param role what its user is in the projects; null for a job that no user started
 * @param projects ids of the projects that the role counts in; empty means all
 * @param scopes GitLab's scopes of an access token or a deploy token
 * @param permissions those of a fine-grained access token; null for any other token
 * @param jobOf the id of the project that the job runs in; null means whichever is asked
 */
public record AcceptedToken(
        String value,
        Kind kind,
        Role role,
        Set<Long> projects,
        Set<String> scopes,
        Set<String> permissions,
        State state,
        Long jobOf) {

    /** How a token may be sent. */
    public enum Kind {
        PRIVATE,
        DEPLOY,
        JOB
    }

    /** Whether it counts yet. */
    public enum State {
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    /** The tokens that a registry accepts when none is configured. */
    public static final AcceptedToken PRIVATE = privateToken("glpat-stand-in");

    public static final AcceptedToken DEPLOY = deployToken("gldt-stand-in");
    public static final AcceptedToken JOB = jobToken("glcbt-stand-in");

    /** Returns an access token of a maintainer. */
    public static AcceptedToken privateToken(String value) {
        return new AcceptedToken(
                value, Kind.PRIVATE, Role.MAINTAINER, Set.of(), Set.of("api"), null, State.ACTIVE, null);
    }

    /** Returns a deploy token that reads and writes. */
    public static AcceptedToken deployToken(String value) {
        Set<String> scopes = Set.of("read_package_registry", "write_package_registry");
        return new AcceptedToken(value, Kind.DEPLOY, Role.DEVELOPER, Set.of(), scopes, null, State.ACTIVE, null);
    }

    /** Returns a CI job token of a developer. */
    public static AcceptedToken jobToken(String value) {
        return new AcceptedToken(value, Kind.JOB, Role.DEVELOPER, Set.of(), Set.of(), null, State.ACTIVE, null);
    }

    public AcceptedToken withRole(Role changed) {
        return new AcceptedToken(value, kind, changed, projects, scopes, permissions, state, jobOf);
    }

    public AcceptedToken withScopes(String... changed) {
        return new AcceptedToken(value, kind, role, projects, Set.of(changed), permissions, state, jobOf);
    }

    /** Returns this token, known but without a scope of the package routes. */
    public AcceptedToken withInsufficientScope() {
        return withScopes("read_repository");
    }

    /** Returns this access token, fine-grained. */
    public AcceptedToken withPermissions(String... granted) {
        return new AcceptedToken(value, kind, role, projects, scopes, Set.of(granted), state, jobOf);
    }

    public AcceptedToken withState(State changed) {
        return new AcceptedToken(value, kind, role, projects, scopes, permissions, changed, jobOf);
    }

    /** Returns this token, whose user is a member of the projects of the given ids only. */
    public AcceptedToken seeingOnly(Long... projectIds) {
        return new AcceptedToken(value, kind, role, Set.of(projectIds), scopes, permissions, state, jobOf);
    }

    /** Returns this job token, of a job in that project. */
    public AcceptedToken fromProject(long id) {
        return new AcceptedToken(value, kind, role, projects, scopes, permissions, state, id);
    }

    boolean isGranular() {
        return permissions != null;
    }

    boolean isUser() {
        return kind != Kind.DEPLOY;
    }

    Role roleIn(Project project) {
        return role == Role.ADMIN || projects.isEmpty() || projects.contains(project.id()) ? role : Role.NON_MEMBER;
    }

    /** Whether the job runs in another project than the one asked. */
    boolean isForeignTo(Project project) {
        return jobOf != null && jobOf != project.id();
    }

    /** Whether the scopes allow this; job tokens have none. */
    boolean hasScopeFor(Right right) {
        return switch (kind) {
            case PRIVATE -> isGranular()
                    || scopes.contains("api")
                    || right == Right.READ && scopes.contains("read_api");
            // GitLab lets a deploy token that may only write download as well.
            case DEPLOY -> scopes.contains("write_package_registry")
                    || right == Right.READ && scopes.contains("read_package_registry");
            case JOB -> true;
        };
    }

    /** Leaves the value out, so that a failing assertion prints no token. */
    @Override
    public String toString() {
        return kind + " token of " + role;
    }
}
