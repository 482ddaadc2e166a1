/** Releases of GitLab whose links lead to files of generic packages: what one has to look like, and how it comes to that. */
package io.jenkins.plugins.gitlabgenericpackages.client.releases;
