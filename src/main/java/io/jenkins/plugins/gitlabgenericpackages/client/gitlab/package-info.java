/**
 * GitLab's API for generic packages: routes, lists, error answers, and when to try again. Public for the client's other
 * rooms, not for callers: the build refuses that.
 */
package io.jenkins.plugins.gitlabgenericpackages.client.gitlab;
