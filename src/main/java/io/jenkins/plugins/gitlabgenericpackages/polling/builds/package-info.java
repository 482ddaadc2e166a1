/** What a build for a new version is told: which version that is, in its cause, its parameters and its environment. */
package io.jenkins.plugins.gitlabgenericpackages.polling.builds;
