/** The step that deletes old versions of a package, and what a build keeps of it. */
package io.jenkins.plugins.gitlabgenericpackages.retention;
