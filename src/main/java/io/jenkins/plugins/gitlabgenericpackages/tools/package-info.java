/**
 * The tool installer. The controller finds out which version is meant, one call to the agent does the rest. Knows GitLab by
 * the servers' settings and the client.
 */
package io.jenkins.plugins.gitlabgenericpackages.tools;
