/**
 * The tool installer. The controller finds out which version is meant; a call to the agent looks whether it is there, and
 * a second one, with the token, installs it if not. Knows GitLab by the servers' settings and the client.
 */
package io.jenkins.plugins.gitlabgenericpackages.tools;
