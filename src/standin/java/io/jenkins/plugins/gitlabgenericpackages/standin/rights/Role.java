package io.jenkins.plugins.gitlabgenericpackages.standin.rights;

import java.util.Set;

/** What somebody is in a project of the test double, from the least to the most, as GitLab's project policy has it. */
public enum Role {
    NON_MEMBER(0),
    GUEST(10, Right.READ),
    PLANNER(15, Right.READ),
    REPORTER(20, Right.READ),
    SECURITY_MANAGER(25, Right.READ),
    DEVELOPER(30, Right.READ, Right.WRITE),
    MAINTAINER(40, Right.values()),
    OWNER(50, Right.values()),
    /** An administrator of the whole GitLab, in every project. */
    ADMIN(60, Right.values());

    private final int level;
    private final Set<Right> rights;

    Role(int level, Right... rights) {
        this.level = level;
        this.rights = Set.of(rights);
    }

    /** Returns the number that GitLab's API tells the role by. */
    public int level() {
        return level;
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
