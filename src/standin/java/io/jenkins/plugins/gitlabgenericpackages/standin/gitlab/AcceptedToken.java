package io.jenkins.plugins.gitlabgenericpackages.standin.gitlab;

import java.util.Set;

/**
 * A token, or a user's password, that the stand-in registry (a test double) accepts. Immutable.
 *
 * @param username the exact user name, for {@link Kind#USER} only
 * @param insufficientScope the token is known but lacks the scope of the package routes
 * @param projects ids of the projects it may see; empty means all
 */
public record AcceptedToken(
        String value, Kind kind, String username, Set<Right> rights, boolean insufficientScope, Set<Long> projects) {

    /** How a token may be sent. */
    public enum Kind {
        PRIVATE,
        DEPLOY,
        JOB,
        USER
    }

    /** What a token may do; DELETE is the Maintainer's. */
    public enum Right {
        READ,
        WRITE,
        DELETE
    }

    /** The tokens that a registry accepts when none is configured. */
    public static final AcceptedToken PRIVATE = privateToken("glpat-stand-in");

    public static final AcceptedToken DEPLOY = deployToken("gldt-stand-in");
    public static final AcceptedToken JOB = jobToken("glcbt-stand-in");

    public AcceptedToken {
        rights = Set.copyOf(rights);
        projects = Set.copyOf(projects);
    }

    /** Returns an access token with all rights. */
    public static AcceptedToken privateToken(String value) {
        return new AcceptedToken(value, Kind.PRIVATE, null, Set.of(Right.values()), false, Set.of());
    }

    /** Returns a deploy token that reads and writes. */
    public static AcceptedToken deployToken(String value) {
        return new AcceptedToken(value, Kind.DEPLOY, null, Set.of(Right.READ, Right.WRITE), false, Set.of());
    }

    /** Returns a CI job token that reads and writes. */
    public static AcceptedToken jobToken(String value) {
        return new AcceptedToken(value, Kind.JOB, null, Set.of(Right.READ, Right.WRITE), false, Set.of());
    }

    /** Returns a user with all rights, who signs in by Basic authentication only. */
    public static AcceptedToken user(String username, String password) {
        return new AcceptedToken(password, Kind.USER, username, Set.of(Right.values()), false, Set.of());
    }

    public AcceptedToken withRights(Right... rights) {
        return new AcceptedToken(value, kind, username, Set.of(rights), insufficientScope, projects);
    }

    public AcceptedToken withInsufficientScope() {
        return new AcceptedToken(value, kind, username, rights, true, projects);
    }

    /** Returns this token, seeing only the projects of the given ids. */
    public AcceptedToken seeingOnly(Long... projectIds) {
        return new AcceptedToken(value, kind, username, rights, insufficientScope, Set.of(projectIds));
    }

    boolean sees(Project project) {
        return projects.isEmpty() || projects.contains(project.id());
    }

    boolean may(Right right) {
        // GitLab lets a deploy token that may only write download as well.
        return rights.contains(right) || kind == Kind.DEPLOY && right == Right.READ;
    }

    boolean matchesBasic(String user, String password) {
        return value.equals(password)
                && switch (kind) {
                    case USER -> username.equals(user);
                    case JOB -> user.equals("gitlab-ci-token");
                    case PRIVATE, DEPLOY -> true;
                };
    }

    /** Leaves the value out, so that a failing assertion prints no token. */
    @Override
    public String toString() {
        return kind + " token " + rights;
    }
}
