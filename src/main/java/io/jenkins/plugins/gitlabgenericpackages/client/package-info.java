/**
 * The client of GitLab's generic package registry, for Jenkins agents and for the command line alike. It knows nothing
 * of Jenkins: the build forbids the import.
 *
 * <p>Start at {@link io.jenkins.plugins.gitlabgenericpackages.client.GenericPackageClient}.
 */
package io.jenkins.plugins.gitlabgenericpackages.client;
