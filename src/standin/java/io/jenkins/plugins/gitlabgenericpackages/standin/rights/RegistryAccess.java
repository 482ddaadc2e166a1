package io.jenkins.plugins.gitlabgenericpackages.standin.rights;

/** Who reads the packages of a project of the test double without being a member: a setting of the project. */
public enum RegistryAccess {
    /** Whoever sees the project. */
    AS_PROJECT,
    MEMBERS,
    EVERYONE
}
