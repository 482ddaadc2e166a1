/**
 * The command line: the registry client for a GitLab CI job, a shell, or any other place that is not Jenkins.
 *
 * <p>Start at {@link io.jenkins.plugins.gitlabgenericpackages.cli.Main}.
 */
package io.jenkins.plugins.gitlabgenericpackages.cli;
