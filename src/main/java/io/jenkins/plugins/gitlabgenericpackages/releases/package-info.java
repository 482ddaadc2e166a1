/** The step that makes a release of GitLab with links to files of packages, and what a build keeps of it. */
package io.jenkins.plugins.gitlabgenericpackages.releases;
