/**
 * The trigger that starts a build when a package has a new version: polls, what a job remembers of them, and what its
 * builds are told. Controller only.
 */
package io.jenkins.plugins.gitlabgenericpackages.polling;
