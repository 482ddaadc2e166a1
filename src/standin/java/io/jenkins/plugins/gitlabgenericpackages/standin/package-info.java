/**
 * The stand-in registry: a test double that behaves like GitLab's generic packages, for tests, for trying out, and for
 * nothing else. It is never part of the plugin. Its rooms, each using only those after it: {@code gitlab},
 * {@code rights}, {@code downloads}, {@code faults}, {@code http}, {@code store}.
 */
package io.jenkins.plugins.gitlabgenericpackages.standin;
