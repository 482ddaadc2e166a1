package io.jenkins.plugins.gitlabgenericpackages.standin.releases;

import io.jenkins.plugins.gitlabgenericpackages.standin.rights.Role;

/**
 * Who asks for the releases of which project of the test double. Immutable.
 *
 * @param projectUrl the address of the project's pages
 * @param readsCode whether the project's code is open to everybody who sees it
 * @param name tells one asker from another
 */
public record ReleaseAsker(long project, String projectUrl, Role role, boolean readsCode, String name) {}
