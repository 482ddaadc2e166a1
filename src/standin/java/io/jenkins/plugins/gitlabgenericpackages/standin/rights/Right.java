package io.jenkins.plugins.gitlabgenericpackages.standin.rights;

/** What somebody may do with the packages of a project of the test double. */
public enum Right {
    READ,
    WRITE,
    DELETE
}
