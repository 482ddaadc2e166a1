package io.jenkins.plugins.gitlabgenericpackages.client.packages;

/** By whose word a transferred file is known to be whole and right. */
public enum Verifier {
    /** The digest that the user asked for. */
    USER,
    /** The digest that GitLab told: its API or its list, never a host that it redirected to. */
    GITLAB,
    /** The package's checksum file, which whoever may write to the package can write. */
    CHECKSUMS,
    /** The record of the build that uploaded it, which Jenkins keeps. */
    BUILD,
    /** No digest is known. Such a file is never called verified. */
    NOBODY
}
