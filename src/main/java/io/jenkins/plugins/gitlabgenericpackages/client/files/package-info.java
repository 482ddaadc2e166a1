/**
 * Files of this machine: which are sent, where those that arrive may go, and their digests. Public for the client's other
 * rooms, not for callers: the build refuses that.
 */
package io.jenkins.plugins.gitlabgenericpackages.client.files;
