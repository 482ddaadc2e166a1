package io.jenkins.plugins.gitlabgenericpackages.standin.rights;

import java.util.Set;

/** What somebody is in a project of the test double, from the least to the most, as GitLab's project policy has it. */
public enum Role {
    NON_MEMBER,
    GUEST(Right.READ),
    PLANNER(Right.READ),
    REPORTER(Right.READ),
    SECURITY_MANAGER(Right.READ),
    DEVELOPER(Right.READ, Right.WRITE),
    MAINTAINER(Right.values()),
    OWNER(Right.values()),
    /** An administrator of the whole GitLab, in every project. */
    ADMIN(Right.values());

    private final Set<Right> rights;

    Role(Right... rights) {
        this.rights = Set.of(rights);
    }

    public Set<Right> rights() {
        return rights;
    }

    public boolean isMember() {
        return this != NON_MEMBER;
    }

    public boolean isAtLeast(Role other) {
        return compareTo(other) >= 0;
    }
}
