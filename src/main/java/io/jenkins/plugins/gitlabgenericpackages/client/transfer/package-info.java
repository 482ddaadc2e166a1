/**
 * Uploads and downloads of whole packages: the order of things, in parallel, verified, never ending well with a file
 * missing. Public for the client above it, not for callers: the build refuses that.
 */
package io.jenkins.plugins.gitlabgenericpackages.client.transfer;
