package io.jenkins.plugins.gitlabgenericpackages.standin;

/** What names a package version in the test double. */
record PackageKey(long project, String name, String version) {}
