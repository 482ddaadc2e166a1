package io.jenkins.plugins.gitlabgenericpackages.standin.store;

/** What names a package version in the test double. */
public record PackageKey(long project, String name, String version) {}
