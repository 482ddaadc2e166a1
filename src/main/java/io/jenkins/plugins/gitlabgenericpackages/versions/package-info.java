/** The step that looks which versions a package has. It changes nothing, in GitLab or in the build. */
package io.jenkins.plugins.gitlabgenericpackages.versions;
